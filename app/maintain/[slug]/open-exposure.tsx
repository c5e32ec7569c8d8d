import { Section } from '@/app/_ui/page/section';
import { ExposureMeter } from '@/app/_ui/round/exposure-meter';
import { Term } from '@/app/_ui/words/term';
import type { MaintainedRoundView } from '@/lib/contracts/round';

/** How used-up the open round is, where its policy answers anything. */
export function OpenExposure({ rounds }: { rounds: readonly MaintainedRoundView[] }) {
  const open = rounds.find((round) => round.state === 'open');
  if (!open?.exposure_detail || !open.feedback_count) return null;
  return (
    <Section
      title={<>{open.title}: feedback given</>}
      aside={
        <>
          linked teams share one <Term word="exposure" />
        </>
      }
    >
      <div className="mt-s3 mb-s4 max-w-[37em]">
        <ExposureMeter exposure={open.exposure_detail} feedbackCount={open.feedback_count} own={null} />
      </div>
    </Section>
  );
}
