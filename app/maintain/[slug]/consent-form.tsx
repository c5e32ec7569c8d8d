import type { ComponentProps } from 'react';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { Callout } from '@/app/_ui/words/callout';

type Form = ComponentProps<typeof ActionForm>;

/** A proposal needs the consent of a second person. The proposer can only wait for it, or drop the proposal. */
export function ConsentForm({
  proposal,
  waiting,
  consent,
  drop,
}: {
  proposal: { readonly void: boolean; readonly proposed_by_you?: boolean };
  /** For the proposer: what happens meanwhile. */
  waiting?: string;
  consent: Form;
  /** Left out where the reader can't drop the proposal here. */
  drop?: Pick<Form, 'action' | 'about' | 'note' | 'shape'>;
}) {
  return (
    <>
      {proposal.void ? (
        <Callout tone="caution">
          <b className="font-semibold">Void.</b> The person who proposed it is no longer a maintainer. It can
          only be dropped.
        </Callout>
      ) : proposal.proposed_by_you ? (
        waiting && <p className="text-small text-ink-2">{waiting}</p>
      ) : (
        <ActionForm {...consent} />
      )}
      {drop && <ActionForm {...drop} button="Drop the proposal" busy="Dropping" look="plain" />}
    </>
  );
}
