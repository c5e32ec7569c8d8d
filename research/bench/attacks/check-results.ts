import type { RunChunks } from '../threads/run-in-threads';
import type { Mechanism } from './oracle';
import { type Chunk, type ClimbJob, listClimbs, type Outcome } from './plan';
import { type Cell, type Results, runJobs } from './results';

/** Expected losses of the attacker by mechanism, with the tolerance of a run. */
const paperExpected: readonly { mechanism: Mechanism; loss: number; tolerance: number }[] = [
  { mechanism: 'exact', loss: 0.4292, tolerance: 0.002 },
  { mechanism: 'two-decimals', loss: 0.452, tolerance: 0.003 },
  { mechanism: 'ladder-1se', loss: 0.485, tolerance: 0.003 },
];
const climbExpected: readonly {
  mechanism: Mechanism;
  isWithin: (gain: number) => boolean;
  wanted: string;
}[] = [
  { mechanism: 'exact', isWithin: (gain) => gain > 12, wanted: 'more than 12' },
  { mechanism: 'ladder-1se', isWithin: (gain) => gain > 7, wanted: 'more than 7' },
  { mechanism: 'guarded', isWithin: (gain) => gain < 1, wanted: 'less than 1' },
];

/** Sentences on deviations from the expected values, at k = 400 of the paper's attack and n = 1,000, k = 700 of hill-climbing. */
export function listDeviations(results: Results): string[] {
  const paper = paperExpected.flatMap(({ mechanism, loss, tolerance }) => {
    const cell = results.paper.find((c) => c.mechanism === mechanism && c.submissions === 400)!;
    const { mean } = cell.feedback_loss;
    return Math.abs(mean - loss) <= tolerance
      ? []
      : [`paper's attack, ${mechanism}: loss ${mean}, wanted ${loss} ± ${tolerance}`];
  });
  const climbing = climbExpected.flatMap(({ mechanism, isWithin, wanted }) => {
    const cell = results.hill_climbing.find(
      (c) => c.mechanism === mechanism && c.items === 1000 && c.submissions === 700,
    )!;
    const { mean } = cell.gain_in_standard_errors;
    return isWithin(mean) ? [] : [`hill-climbing, ${mechanism}: gain ${mean}, wanted ${wanted}`];
  });
  return [...paper, ...climbing, ...listGuardedDeviations(results)];
}

/**
 * Maximum of mean gain over exposure × tolerance. The design asks for 1; one attack gained 1.09 ± .04 over 440 repetitions
 * (docs/attacks.md).
 */
const gainExcessMax = 1.15;

/** No attack gains clearly more on average than its exposure allows, and none gains on the final items. */
const listGuardedDeviations = ({ guarded }: Results): string[] =>
  guarded.flatMap((cell) => {
    const { attack, metric, teams, design, feedback_gain, final_gain, gain_allowed } = cell;
    const name = `${attack}, ${metric}, ${teams} teams, ${design}`;
    return [
      ...(feedback_gain.mean <= gainExcessMax * gain_allowed
        ? []
        : [`${name}: gain ${feedback_gain.mean}, exposure allows ${gain_allowed}`]),
      ...(Math.abs(final_gain.mean) <= 4 * final_gain.standard_error
        ? []
        : [`${name}: final gain ${final_gain.mean}, wanted 0 ± ${4 * final_gain.standard_error}`]),
    ];
  });

const repetitions = 10;

/**
 * The block size with the largest gain, for every mechanism, n and k. Chosen on separate repetitions: the largest of six measured
 * means would be biased upwards.
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
