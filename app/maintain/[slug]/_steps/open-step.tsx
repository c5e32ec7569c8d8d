import { RoundActionForm } from '@/app/maintain/[slug]/round-action-form';
import type { MaintainedRoundView } from '@/lib/contracts/round';

/** @param sealed in the order in which they open */
export function OpenStep(of: {
  slug: string;
  sealed: readonly MaintainedRoundView[];
  open: MaintainedRoundView | undefined;
  hasCadence: boolean;
}) {
  const { sealed, open } = of;
  return (
    <div>
      <div className="sec-head">
        <h2>Open</h2>
      </div>
      <p className="small muted">
        Starts now{of.hasCadence && ', ahead of the schedule'}. A benchmark has at most one open round.
      </p>
      <ol className="then">
        <li>The inputs are published, without labels.</li>
        <li>Teams submit, within their quota.</li>
        <li>The feedback policy answers from the feedback part.</li>
      </ol>
      <RoundActionForm
        slug={of.slug}
        action="open"
        rounds={sealed}
        verb="Open"
        busy="Opening"
        isDisabled={sealed.length === 0 || open !== undefined}
        closesHint={`Left empty: as planned with the upload, else ${of.hasCadence ? 'at the next rotation' : 'after 30 days'}.`}
        note={whyNot(sealed.length, open?.title)}
      />
    </div>
  );
}

function whyNot(sealedCount: number, openTitle: string | undefined): string {
  if (sealedCount === 0) return 'seal a round first';
  return openTitle ? `close ${openTitle} first` : 'opening cannot be undone';
}
