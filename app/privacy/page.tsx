import Link from 'next/link';
import { describePage } from '@/app/_load/describe-page';
import { Page, PageHead } from '@/app/_ui/page/page';
import { OperatorContact } from '@/app/_ui/words/operator-contact';
import { findOperator } from '@/services/publication/find-operator';

export const generateMetadata = () =>
  describePage({
    path: '/privacy',
    title: 'Privacy',
    description: 'Personal data on this site: which, for how long, and visible to whom.',
  });

/**
 * The page about the personal data that the site stores. `app/privacy/privacy.test.ts` compares its numbers with those in the
 * code.
 */
export default function PrivacyPage() {
  return (
    <Page>
      <PageHead
        title="Privacy"
        lede="You can read everything here without an account, and visits aren’t counted."
      />
      <div className="prose mt-s5">
        <WhileReading />
        <WithAnAccount />
        <WhatOthersSee />
        <h2>What can be deleted</h2>
        <p>
          You end sessions, revoke tokens and unlink accounts yourself in{' '}
          <Link href="/settings">settings</Link>. You can withdraw a submission until its round is revealed;
          its file is then not published.
        </p>
        <p>
          You can download everything that the database has about you, and delete your account, also in{' '}
          <Link href="/settings#own-data">settings</Link>. Scores stay under the name of the team; a team of
          which you were the only member gets a neutral name. While a round with submissions of yours is open,
          keyed hashes of your address and of your accounts at other sites are kept. So a new account gets no
          second quota. A revealed round and the audit log stay as they are, so that results can still be
          checked: the log has a number in place of a name.
        </p>
        <h2>Who is responsible</h2>
        <p>
          <OperatorContact operator={findOperator()} /> This page describes the software. The operator knows
          what the machine, its backups, the mail server or a proxy keep beyond it.
        </p>
      </div>
    </Page>
  );
}

function WhileReading() {
  return (
    <>
      <h2>While you read</h2>
      <p>
        Pages load nothing from other sites: no fonts, no pictures, no counters. This site writes no log of
        who asked for which page. Your network address is held in memory while your requests are handled, to
        limit requests per network.
      </p>
      <p>Reading sets no cookie. If you switch between light and dark, your browser remembers it.</p>
    </>
  );
}

function WithAnAccount() {
  return (
    <>
      <h2>With an account</h2>
      <p>
        The site keeps your name and your e-mail address, and what you add to your profile: affiliation,
        ORCID, a link. It keeps your teams, your role in each, and in each round the team for which you
        submit; the benchmarks that you have entered or asked to enter, and which version of their rules you
        accepted when. A maintainer’s list of people may have your address, also without an account. From
        GitHub, ORCID or an OpenID Connect issuer it keeps which account is yours, and none of their tokens.
        It keeps your sessions, with the name of the browser and the hour of the last use; of session and API
        tokens only a hash. It keeps the address and the secret of a webhook until you delete it.
      </p>
      <p>Three cookies, all for this site alone and out of reach of scripts:</p>
      <ul>
        <li>one that signs you in, for 30 days;</li>
        <li>one that recognises the browser that asked for a sign-in link, for an hour;</li>
        <li>one that remembers that this browser was used to sign in, for 400 days.</li>
      </ul>
      <p>
        Signing in with GitHub, ORCID or an OpenID Connect issuer takes more of them, until you are back. For
        each sign-in link your address and a keyed hash of your network are kept until the first new request
        after its expiry. The same hash is kept with a leak report by a visitor without an account.
      </p>
      <p>
        You get mail to sign in, when you are invited, and about rounds that you take part in or maintain.
        Most of the last can be switched off, also by the link in each of them; those about whether scores can
        be trusted can’t. Which benchmarks you follow is kept, and seen by you alone.
      </p>
    </>
  );
}

function WhatOthersSee() {
  return (
    <>
      <h2>What others see</h2>
      <p>
        Public are the names of teams, models and versions, scores, times of submissions, and the disclosure
        of a model; former names of a team, with dates. Where a team stands under a pseudonym, its name and
        members are not public there until the date, and the people who run the benchmark know them. Of your
        profile only what you tick is public, and a team’s page names you only if you agreed to it there.
        Fellow members see your name, or a part of your address. The changelog names the people who act for a
        benchmark. Your e-mail address is seen by you, by the owners of a benchmark in which you have a role,
        and in part by others with a role. If you enter a benchmark by its list, its class code or an
        application, its maintainers see your name and address, and your answers.
      </p>
      <p>
        <b>When a round is revealed, the prediction files sent to it become public, for good.</b> Until then
        no other team sees them. The maintainers of a benchmark see how many people each team has, and its
        submissions by state; they read leak reports, and after the close the notes of a disclosure. The note
        that your team writes on a submission is read by its members alone.
      </p>
    </>
  );
}
