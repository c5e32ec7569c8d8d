import type { RunChunks } from '../threads/run-in-threads';
import { type Chunk, type ClimbJob, listClimbs, type Outcome } from './plan';
import { type Cell, runJobs } from './run-jobs';

const repetitions = 10;

/**
 * The block size that gains most, for every mechanism, n and k. Chosen on repetitions of their own: the largest of six
 * measured means would be too large.
 */
export async function chooseBlockSizes(runChunks: RunChunks<Chunk, Outcome[]>): Promise<ClimbJob[]> {
  const climbs = listClimbs();
  const cells = await runJobs(runChunks, climbs.flat(), { purpose: 'choose', repetitions });
  const gainOf = ({ outcomes }: Cell): number => outcomes.reduce((sum, { gain = 0 }) => sum + gain, 0);
  return climbs.map((jobs) => {
    const tried = cells.filter(({ job }) => jobs.includes(job));
    return tried.reduce((best, cell) => (gainOf(cell) > gainOf(best) ? cell : best)).job;
  });
}
