import { Instant } from '@/app/_ui/instant';
import { listRotations } from '@/lib/core/round/schedule/find-next-rotation';
import type { Schedule } from '@/lib/core/round/schedule/schedule';
import { formatInZone } from './format-in-zone';

const shownMax = 6;

/** The next rotations of a schedule, by the code that the scheduler runs. @param after no rotation is due until then */
export function RotationPreview({ schedule, after }: { schedule: Schedule; after: Date }) {
  if (schedule.cadence.kind === 'none')
    return (
      <p className="muted">
        No rotation: a sealed round opens at the instant planned with its upload, or by hand.
      </p>
    );
  const rotations = listRotations(schedule, after, shownMax);
  if (rotations.length === 0) return <p className="muted">No rotation: all of these dates are over.</p>;
  return (
    <ol className="rotations" data-testid="rotations">
      {rotations.map((at) => (
        <li key={at.getTime()}>
          <span>
            <Instant at={at.toISOString()} local />
          </span>
          {schedule.timeZone !== 'UTC' && (
            <span className="small muted">
              {formatInZone(at, schedule.timeZone)} {schedule.timeZone}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
