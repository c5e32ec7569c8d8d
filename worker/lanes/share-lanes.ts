import { type Lane, lanes } from '@/lib/contracts/jobs';

/** More threads than lanes score side by side. */
export const laneThreadsMax = 8;

/**
 * Which lanes each thread takes. What participants wait for gets a thread of its own first, so that with two of them no check and no
 * sealing holds back a score; with one, everything waits in one line by its priority.
 */
export function shareLanes(threadCount: number): Lane[][] {
  const [first, ...others] = lanes;
  if (threadCount <= 1) return [[...lanes]];
  if (threadCount === 2) return [[first], others];
  return lanes
    .map((lane) => [lane])
    .concat(Array.from({ length: threadCount - lanes.length }, () => [first]));
}
