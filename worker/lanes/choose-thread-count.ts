import { workedLaneCount } from './share-lanes';

const gigabyte = 2 ** 30;

/**
 * How many threads a machine of so much memory has room for, beside PostgreSQL and the web process: a thread that seals a million items
 * takes about a gigabyte at its peak. The one for models comes on top. Machines have a little less than what they are sold as.
 */
export function chooseThreadCount(memoryBytes: number): number {
  if (memoryBytes < 1.5 * gigabyte) return 1;
  return memoryBytes < 3.5 * gigabyte ? 2 : workedLaneCount;
}
