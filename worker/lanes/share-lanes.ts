import { type Lane, lanes } from '@/lib/contracts/jobs';

/** More threads than lanes score side by side. */
export const laneThreadsMax = 8;

/**
 * Which lanes each thread takes. What participants wait for gets a thread of its own first, so that with two of them no check and no
 * sealing holds back a score; with one, everything waits in one line by its priority. Models have one more, however few there are:
 * it does little but wait for a child process, for as long as a stranger's program takes.
 */
export function shareLanes(threadCount: number): Lane[][] {
  return [...shareAmong(threadCount), ['models']];
}

const worked = lanes.filter((lane) => lane !== 'models');
export const workedLaneCount = worked.length;

function shareAmong(threadCount: number): Lane[][] {
  const [first] = worked;
  if (first === undefined) throw new Error('no lanes');
  if (threadCount <= 1) return [[...worked]];
  if (threadCount === 2) return [[first], worked.slice(1)];
  const extra: Lane[][] = Array.from({ length: threadCount - worked.length }, () => [first]);
  return [...worked.map((lane): Lane[] => [lane]), ...extra];
}
