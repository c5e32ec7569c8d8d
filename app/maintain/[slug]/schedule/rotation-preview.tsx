import type { ReactNode } from 'react';
import { Temporal } from 'temporal-polyfill';
import { IsoInstant } from '@/app/_ui/instant';
import { findCloseBefore, listRotations, type Schedule } from '@/lib/core/round/schedule/schedule';

/** Maximum number of rotations in the preview. */
export const rotationsShown = 6;

export function RotationPreview({ schedule, rotations }: { schedule: Schedule; rotations: readonly Date[] }) {
  if (schedule.cadence.kind === 'none')
    return (
      <p className="text-ink-2">
        No rotation: a sealed round opens at the instant planned with its upload, or by hand.
      </p>
    );
  if (rotations.length === 0) return <p className="text-ink-2">No rotation: all of these dates are over.</p>;
  return (
    <ol className="text-data/[1.45]" data-testid="rotations">
      {rotations.map((at) => (
        <li key={at.getTime()} className="border-t border-rule py-8 first:border-t-0 first:pt-0">
          <span>
            <IsoInstant at={at.toISOString()} local />
          </span>
          {schedule.timeZone !== 'UTC' && (
            <span className="block text-small text-ink-2">
              {formatInZone(at, schedule.timeZone)} {schedule.timeZone}
            </span>
          )}
          <CloseBeforeGap schedule={schedule} opensAt={at} />
        </li>
      ))}
    </ol>
  );
}

/** The close of the round that opens at a rotation, under a schedule with a gap before the next one. */
function CloseBeforeGap({ schedule, opensAt }: { schedule: Schedule; opensAt: Date }) {
  const [next] = listRotations(schedule, opensAt, 1);
  if (!schedule.gapHours || !next) return null;
  return (
    <span className="block text-small text-ink-2">
      the round that opens then closes{' '}
      <IsoInstant at={findCloseBefore(schedule, next, opensAt).toISOString()} local />
    </span>
  );
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/**
 * A time in a time zone with its offset from UTC, for example `Sun 2026-03-01 00:00 +01:00`. Written without Intl's formats,
 * which differ between browsers and servers.
 * @throws RangeError for an unknown zone
 */
export function formatInZone(instant: Date, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const day = `${weekdays[local.dayOfWeek - 1]} ${local.toPlainDate()}`;
  return `${day} ${time} ${local.offset.replace('-', '\u2212')}`;
}

/** The frame of the preview beside the schedule's form. */
export function NextRotations({ children }: { children: ReactNode }) {
  return (
    <section aria-label="The next rotations" className="border-t-line border-ink pt-s3">
      <h2 className="mb-s3">The next rotations</h2>
      {children}
    </section>
  );
}
