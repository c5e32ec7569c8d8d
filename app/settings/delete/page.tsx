import type { Metadata } from 'next';
import Link from 'next/link';
import { requireSignedIn } from '@/app/_load/require';
import { SignOutButton } from '@/app/_ui/account/session-buttons';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import { freshMinutes } from '@/lib/core/sign-in/session';
import { type DeletionPage, deletionPhrase, findDeletionPage } from '@/services/account/delete-account';
import { DeletionForm } from './deletion-form';

export const metadata: Metadata = { title: 'Delete the account' };

const here = '/settings/delete';

/** Says what the deletion of an account erases and what remains, above the form. */
export default async function DeleteAccountPage() {
  const actor = await requireSignedIn(here);
  const { isFresh, ownTeams, needingOwner } = await findDeletionPage(actor);
  return (
    <Page width="form">
      <PageHead
        crumbs={{ above: [{ href: '/settings', title: 'Settings' }], here: 'delete' }}
        title="Delete the account"
        lede="At once and for good: it can’t be restored here."
      />
      <div className="prose mt-s5">
        <h2>What is erased</h2>
        <ul>
          <li>your name, address and profile, sign-in methods, sessions, tokens and webhooks;</li>
          <li>
            your notes, follows, mail settings, entries, roles, and the contact in your leak reports; you
            leave your teams;
          </li>
          <li>
            waiting submissions: they end without a score.
            {ownTeams.length > 0 && (
              <>
                {' '}
                Of {ownTeams.map((name) => `“${name}”`).join(', ')} you are the only member: the name is
                replaced by a neutral one.
              </>
            )}
          </li>
        </ul>
        <h2>What remains</h2>
        <ul>
          <li>scores and submissions under the team’s name, with their receipts, and revealed rounds;</li>
          <li>audit events, without a name;</li>
          <li>a pseudonym of your team until its date, and in archives after it;</li>
          <li>
            while a round is open in which you take part, keyed hashes of your address and of your accounts at
            other sites. A sign-in with one of them continues with what is left of the quota.
          </li>
        </ul>
        <p>
          Your data can be <Link href="/settings#own-data">downloaded</Link> first. Withdraw submissions first
          if their files shouldn’t be published at the reveal.
        </p>
      </div>
      <Section title="Delete">
        {actor.isOperator ? (
          <Callout tone="caution">
            You are an operator of this site. Its command <code>npm run admin -- remove-operator</code> comes
            first.
          </Callout>
        ) : needingOwner.length > 0 ? (
          <NeedingOwner benchmarks={needingOwner} />
        ) : isFresh ? (
          <DeletionForm phrase={deletionPhrase} />
        ) : (
          <>
            <p className="mb-s4 max-w-[37em]">
              This takes a sign-in within the last {freshMinutes} minutes, so that an older stolen session
              can’t do it.
            </p>
            <SignOutButton
              look="plain"
              label="Sign out, and in again"
              callbackUrl={`/sign-in?${new URLSearchParams({ callbackUrl: here })}`}
            />
          </>
        )}
      </Section>
    </Page>
  );
}

function NeedingOwner({ benchmarks }: { benchmarks: DeletionPage['needingOwner'] }) {
  return (
    <Callout tone="caution">
      <p>You are the only owner of benchmarks that need one:</p>
      <ul>
        {benchmarks.map(({ slug, title, isSealed }) => (
          <li key={slug}>
            {title}:{' '}
            {isSealed ? (
              <>
                a round isn’t revealed yet.{' '}
                <Link href={`/maintain/${slug}/people`}>Make another person an owner</Link> first.
              </>
            ) : (
              <>
                nothing was sealed. <Link href={`/maintain/${slug}/settings`}>Delete it</Link>, or{' '}
                <Link href={`/maintain/${slug}/people`}>make another person an owner</Link> first.
              </>
            )}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
