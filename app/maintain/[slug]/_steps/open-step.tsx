import { RoundActionForm } from '@/app/maintain/[slug]/round-action-form';
import { StepColumn } from '@/app/maintain/[slug]/step-column';
import type { MaintainedRoundView } from '@/lib/contracts/round';

/** @param sealed in the order in which they open */
export function OpenStep({
  sealed,
  open,
  hasCadence,
  slug,
}: {
  slug: string;
  sealed: readonly MaintainedRoundView[];
  open: MaintainedRoundView | undefined;
  hasCadence: boolean;
}) {
  return (
    <StepColumn
      title="Open"
      purpose={
        <>Starts now{hasCadence && ', ahead of the schedule'}. A benchmark has at most one open round.</>
      }
      effects={
        <>
          <li>The inputs are published, without labels.</li>
          <li>Teams submit, within their quota.</li>
          <li>Feedback comes from the feedback split, by the feedback policy.</li>
        </>
      }
    >
      <RoundActionForm
        slug={slug}
        action="open"
        rounds={sealed}
        verb="Open"
        busy="Opening"
        isDisabled={sealed.length === 0 || open !== undefined}
        closesHint={`Left empty: as planned with the upload, else ${hasCadence ? 'at the next rotation' : 'after 30 days'}.`}
        note={whyNot(sealed.length, open?.title)}
      />
    </StepColumn>
  );
}

function whyNot(sealedCount: number, openTitle: string | undefined): string {
  if (sealedCount === 0) return 'seal a round first';
  return openTitle ? `close ${openTitle} first` : 'opening cannot be undone';
}
