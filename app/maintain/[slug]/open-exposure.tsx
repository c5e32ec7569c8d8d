import { ExposureMeter } from '@/app/_ui/round/exposure-meter';
import type { MaintainedRoundView } from '@/lib/contracts/round';

/** How used-up the open round is, where its policy answers anything. */
export function OpenExposure({ rounds }: { rounds: readonly MaintainedRoundView[] }) {
  const open = rounds.find((round) => round.state === 'open');
  if (!open?.exposure_detail) return null;
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>{open.title}: answers given</h2>
        <p className="small muted">teams that are linked share one exposure</p>
      </div>
      <div className="measure">
        <ExposureMeter exposure={open.exposure_detail} own={null} />
      </div>
    </section>
  );
}
