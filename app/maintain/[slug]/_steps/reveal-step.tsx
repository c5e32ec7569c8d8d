import { RoundActionForm } from '@/app/maintain/[slug]/round-action-form';
import { StepColumn } from '@/app/maintain/[slug]/step-column';
import type { MaintainedRoundView } from '@/lib/contracts/round';

/** @param closed oldest first */
export function RevealStep({ slug, closed }: { slug: string; closed: readonly MaintainedRoundView[] }) {
  // A round that was sealed before there were commitments can't be compared with what was sealed.
  const committed = closed.filter(({ commitment }) => commitment !== null);
  const official = committed.filter(({ submissions }) => submissions.unfinished === 0);
  return (
    <StepColumn
      title="Reveal"
      purpose="Retires a closed round: everything that was hidden becomes public."
      effects={
        <>
          <li>Its items, labels and secret are published, with every scored prediction file.</li>
          <li>Anybody can verify the commitment and compute each score again.</li>
          <li>Nothing of it can be hidden again.</li>
        </>
      }
    >
      <RoundActionForm
        slug={slug}
        action="reveal"
        rounds={official}
        verb="Reveal"
        busy="Revealing"
        isDisabled={official.length === 0}
        confirm="Publish its labels and secret, and every prediction file."
        note={official.length > 0 ? 'cannot be undone' : whyNot(closed, committed)}
      />
    </StepColumn>
  );
}

function whyNot(closed: readonly MaintainedRoundView[], committed: readonly MaintainedRoundView[]): string {
  if (closed.length === 0) return 'close a round first';
  return committed.length === 0
    ? 'no closed round has a commitment to compare with'
    : 'when the submissions under way are scored';
}
