import { RoundActionForm } from '@/app/maintain/[slug]/round-action-form';
import { StepColumn } from '@/app/maintain/[slug]/step-column';
import type { MaintainedRoundView } from '@/lib/contracts/round';

/** @param closed oldest first */
export function RevealStep({ slug, closed }: { slug: string; closed: readonly MaintainedRoundView[] }) {
  const official = closed.filter(({ submissions }) => submissions.unfinished === 0);
  return (
    <StepColumn
      title="Reveal"
      purpose="Retires a closed round: everything that was hidden becomes public."
      effects={
        <>
          <li>Its items, labels and secret are published, with every scored prediction file.</li>
          <li>Every reader can verify the commitment and compute each score again.</li>
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
        note={
          official.length > 0
            ? 'cannot be undone'
            : closed.length === 0
              ? 'close a round first'
              : 'when the submissions in progress are scored'
        }
      />
    </StepColumn>
  );
}
