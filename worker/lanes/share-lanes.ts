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

const gigabyte = 2 ** 30;

/**
 * How many threads a machine of so much memory has room for, beside PostgreSQL and the web process: a thread that seals a million items
 * takes about a gigabyte at its peak. The one for models comes on top. Machines have a little less than what they are sold as.
 */
export function chooseThreadCount(memoryBytes: number): number {
  if (memoryBytes < 1.5 * gigabyte) return 1;
  return memoryBytes < 3.5 * gigabyte ? 2 : workedLaneCount;
}

/** Something that takes the jobs of some lanes, one at a time. */
export type RunningLanes = {
  /** The workers by which the queue knows it, of those that live. */
  workerIds(): string[];
  /** Takes no more jobs, and waits for the one it has. */
  stop(): Promise<void>;
  /** Settles when it has stopped; rejects when it ended by itself. */
  ended: Promise<void>;
};

/** What the main thread hands to one that it starts: its lanes, and the name of the boot where only the process has one. */
export type LaneTask = { lanes: readonly Lane[]; bootId: string };

/** What a thread tells the main one: by which worker the queue knows it; that its event loop has turned. */
export type LaneMessage = { kind: 'worker'; workerId: string } | { kind: 'turn' };

export const turnEveryMs = 5_000;
