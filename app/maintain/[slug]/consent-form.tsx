import type { ComponentProps, ReactNode } from 'react';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { Callout } from '@/app/_ui/words/callout';

type Props = ComponentProps<typeof ActionForm> & {
  proposal: { void: boolean; proposed_by_you?: boolean };
  /** Shown to the proposer instead, since a proposer can't consent. */
  whileWaiting?: ReactNode;
  /** Consequences of the consent, shown above the form. */
  effects?: ReactNode;
};

/**
 * The form by which a second person consents to a proposal: an erratum, an invalidation, a link or withdrawal of teams, or an
 * overruled leak check.
 */
export function ConsentForm({ proposal, whileWaiting, effects, ...form }: Props) {
  if (proposal.void)
    return (
      <Callout tone="caution">
        <b className="font-semibold">Void.</b> The person who proposed it is no longer a maintainer. It can
        only be dropped.
      </Callout>
    );
  if (proposal.proposed_by_you) return whileWaiting;
  return (
    <>
      {effects}
      <ActionForm {...form} />
    </>
  );
}

/** Tells the proposer who can consent. @param isSole true if the benchmark has no other maintainer */
export const WaitsForSecond = ({ isSole }: { isSole: boolean }) => (
  <p className="mb-s3 text-small text-ink-2" data-testid="waits">
    {isSole ? (
      <>
        You are the only maintainer, so it waits for an operator of this site, who consents on this page. The
        person who runs the server makes an operator by{' '}
        <code>npm run admin -- create-token --email ADDRESS --admin</code>. A maintainer whom you invite can
        consent too.
      </>
    ) : (
      'You proposed it: it waits for another maintainer or an operator.'
    )}
  </p>
);
