import { formatDuration } from '@/app/_ui/format-duration';
import { RoundActionForm } from '@/app/maintain/[slug]/round-action-form';
import { StepColumn } from '@/app/maintain/[slug]/step-column';
import type { MaintainedRoundView } from '@/lib/contracts/round';

export function CloseStep({
  open,
  now,
  slug,
}: {
  slug: string;
  open: MaintainedRoundView | undefined;
  now: Date;
}) {
  const msLeft = open?.closes_at ? Date.parse(open.closes_at) - now.getTime() : 0;
  return (
    <StepColumn
      title="Close"
      purpose={
        open && msLeft > 0
          ? `${open.title} has ${formatDuration(msLeft)} to go.`
          : 'Ends the round and makes its ranking official.'
      }
      effects={
        <>
          <li>No submission is taken any more.</li>
          <li>What has been accepted is still scored.</li>
          <li>The official ranking is computed on the final split and published.</li>
        </>
      }
    >
      <RoundActionForm
        slug={slug}
        action="close"
        rounds={open ? [open] : []}
        verb="Close"
        busy="Closing"
        isDisabled={!open}
        reasonHint={open && 'Everybody reads it in the changelog. One line.'}
        confirm={msLeft > 0 ? `Close it ${formatDuration(msLeft)} before its time.` : undefined}
        note={open ? 'cannot be undone' : 'no round is open'}
      />
    </StepColumn>
  );
}
