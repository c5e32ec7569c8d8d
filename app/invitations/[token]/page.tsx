import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { requireSignedIn } from '@/app/_load/require';
import { SignOutButton } from '@/app/_ui/account/session-buttons';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { ChoiceField } from '@/app/_ui/forms/form-fields';
import { ProblemDetail } from '@/app/_ui/forms/problem-box';
import { Instant } from '@/app/_ui/instant';
import { Page, PageHead } from '@/app/_ui/page/page';
import { roleWords } from '@/app/_ui/people/describe-role';
import { Callout } from '@/app/_ui/words/callout';
import { Fact, Facts } from '@/app/_ui/words/descriptions';
import { toProblem } from '@/lib/contracts/problem';
import { findInvitation, type OpenedInvitation } from '@/services/people/invitations';
import { accept, join } from './actions';

const load = cache(async (token: string) => {
  const actor = await requireSignedIn(`/invitations/${token}`);
  return { actor, found: await findInvitation(actor, token) };
});

export async function generateMetadata({ params }: PageProps<'/invitations/[token]'>): Promise<Metadata> {
  const { found } = await load((await params).token);
  const title = found.ok ? `Invitation to ${nameOf(found.value)}` : 'Invitation';
  return { title, robots: { index: false } };
}

const nameOf = (invitation: OpenedInvitation): string =>
  invitation.kind === 'team' ? invitation.team.name : invitation.benchmark.title;

/** The invitation is accepted by a button instead of by opening the link, since mail scanners open links too. */
export default async function InvitationPage({ params }: PageProps<'/invitations/[token]'>) {
  const { token } = await params;
  const { actor, found } = await load(token);
  if (!found.ok) {
    const { title, detail, code } = toProblem(found.error);
    const isForAnother = code === 'forbidden';
    return (
      <Page width="form">
        <PageHead title="Invitation" />
        <Callout tone="problem" role="alert">
          <p>
            <b className="font-semibold">
              {isForAnother ? 'This invitation is not for the account you are signed in with' : title}
            </b>
          </p>
          <p>
            <ProblemDetail text={detail} />
          </p>
        </Callout>
        {isForAnother && (
          <>
            <p className="mb-s4 max-w-[37em] text-ink-2">
              You are signed in as{' '}
              <b className="wrap-anywhere">{actor.email ?? actor.name ?? 'another person'}</b>. Sign out, and
              open the link of the mail again.
            </p>
            <SignOutButton look="plain" />
          </>
        )}
      </Page>
    );
  }
  if (found.value.kind === 'team') return <ToTeam token={token} invitation={found.value} />;
  const { benchmark, role, invitedBy, expiresAt } = found.value;
  return (
    <Page width="form">
      <PageHead
        title="Invitation"
        lede={
          <>
            {invitedBy ?? 'An owner'} invites you to{' '}
            <Link href={`/benchmarks/${benchmark.slug}`}>{benchmark.title}</Link>, as {roleWords[role].asWord}
            .
          </>
        }
      />
      <Facts>
        <Fact term={roleWords[role].asWord.replace(/^a/, 'A')}>{roleWords[role].may}</Fact>
        <Fact term="The link works until">
          <Instant at={expiresAt} local />
        </Fact>
      </Facts>
      <ActionForm action={accept} about={{ token }} shape="narrow" button="Accept" busy="Accepting" />
      <p className="text-small text-ink-2">If you don’t want it, close the page: nothing has happened.</p>
    </Page>
  );
}

type ToTeamProps = { token: string; invitation: Extract<OpenedInvitation, { kind: 'team' }> };

function ToTeam({ token, invitation }: ToTeamProps) {
  const { team, role, invitedBy, expiresAt, binding } = invitation;
  return (
    <Page width="form">
      <PageHead
        title={
          <span className="wrap-anywhere">
            {invitedBy ?? 'A captain'} invites you to {team.name}
          </span>
        }
        lede={`As a ${role} you submit models with its ${team.memberCount === 1 ? 'member' : `${team.memberCount} members`}, and see the team’s files and feedback.`}
      />
      <Facts>
        <Fact term="Role">
          {role === 'captain'
            ? 'Captain: also invites, removes and renames'
            : 'Member: submits and chooses what counts'}
        </Fact>
        <Fact term="Entered now">
          {binding
            .map(({ title, round }) =>
              title === null
                ? 'a round that isn’t named here, under a pseudonym or of a private benchmark'
                : `${title}, round ${round}`,
            )
            .join('; ') || 'no open round'}
        </Fact>
        <Fact term="The link works until">
          <Instant at={expiresAt} local />, once
        </Fact>
      </Facts>
      <ActionForm
        action={join}
        about={{ token }}
        shape="narrow"
        button={`Join ${team.name}`}
        busy="Joining"
        look="main"
      >
        <ChoiceField
          name="named"
          label="Your name on the team’s page"
          type="radio"
          choices={[
            { value: 'yes', title: 'Name me', hint: 'as my profile shows me' },
            { value: 'no', title: 'Don’t name me' },
          ]}
          chosen={['no']}
        />
      </ActionForm>
      <p className="text-small text-ink-2">
        {binding.length > 0 &&
          'If you join, you can’t submit for another team to the rounds entered now, until they close. '}
        A person submits for one team in a round: in an open round to which you or another member has
        submitted for another team, {team.name} can’t submit. If you don’t want it, close the page: nothing
        has happened.
      </p>
    </Page>
  );
}
