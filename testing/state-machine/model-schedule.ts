/** Due times by plain arithmetic: every schedule of the test is regular in UTC or a list. */
export type ModelSchedule =
  | { kind: 'none' }
  | { kind: 'every'; firstAt: number; periodMs: number }
  | { kind: 'dates'; dates: number[] };

/** The first due instant strictly after another one; null when there is none. */
export function dueAfter(schedule: ModelSchedule, after: number): number | null {
  if (schedule.kind === 'none') return null;
  if (schedule.kind === 'dates') return schedule.dates.find((date) => date > after) ?? null;
  const { firstAt, periodMs } = schedule;
  return firstAt + Math.max(0, Math.floor((after - firstAt) / periodMs) + 1) * periodMs;
}
