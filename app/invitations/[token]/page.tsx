import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/_ui/account/sign-in-path';
import { SignOutButton } from '@/app/_ui/account/sign-out-button';
import { ProblemDetail } from '@/app/_ui/forms/problem-detail';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { Instant } from '@/app/_ui/instant';
import { roleWords } from '@/app/_ui/people/describe-role';
import { RefusableForm } from '@/app/_ui/people/refusable-form';
import { toProblem } from '@/lib/contracts/problem';
import { findActor } from '@/services/access/find-actor';
import { findInvitation } from '@/services/people/find-invitation';
import { accept } from './actions';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Invitation', robots: { index: false } };

type Props = { params: Promise<{ token: string }> };

/** Opening the link accepts nothing: mail scanners open links too. The button does. */
export default async function InvitationPage({ params }: Props) {
  const { token } = await params;
  const actor = await findActor();
  if (!actor) redirect(signInPath(`/invitations/${token}`));
  const found = await findInvitation(actor, token);
  if (!found.ok) {
    const { title, detail, code } = toProblem(found.error);
    const isForAnother = code === 'forbidden';
    return (
      <div className="page-narrow">
        <h1>Invitation</h1>
        <div className="problem" role="alert">
          <p>
            <b>{isForAnother ? 'This invitation is not for the account you are signed in with' : title}</b>
          </p>
          <p>
            <ProblemDetail text={detail} />
          </p>
        </div>
        {isForAnother && (
          <>
            <p className="muted gap">
              You are signed in as <b className="breaks">{actor.email ?? actor.name ?? 'somebody else'}</b>.
              Sign out, and open the link of the mail again.
            </p>
            <SignOutButton className="btn" />
          </>
        )}
      </div>
    );
  }
  const { benchmark, role, invitedBy, expiresAt } = found.value;
  return (
    <div className="page-narrow">
      <h1>Invitation</h1>
      <p className="lede">
        {invitedBy ?? 'An owner'} invites you to{' '}
        <Link href={`/benchmarks/${benchmark.slug}`}>{benchmark.title}</Link>, as {roleWords[role].asWord}.
      </p>
      <dl className="facts">
        <div>
          <dt>{roleWords[role].asWord.replace(/^a/, 'A')}</dt>
          <dd>{roleWords[role].may}</dd>
        </div>
        <div>
          <dt>The link works until</dt>
          <dd>
            <Instant at={expiresAt} local />
          </dd>
        </div>
      </dl>
      <RefusableForm action={accept} about={{ token }} className="form narrow">
        <SubmitButton busy="Accepting">Accept</SubmitButton>
      </RefusableForm>
      <p className="small muted">If you don’t want it, close the page: nothing has happened.</p>
    </div>
  );
}
