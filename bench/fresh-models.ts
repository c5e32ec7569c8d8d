import { decideFreshness } from '@/lib/core/freshness/decide-freshness';
import type { SimulatedTask } from '@/lib/core/freshness/testing/simulate-answers';
import { metricSetting, simulateMetricRecord } from '@/lib/core/freshness/testing/simulate-metric-rounds';
import { type FreshDesign, freshDesigns } from '@/lib/core/planner/fresh-figures';
import { createRng } from '@/lib/core/statistics/rng';

// How often a round is called fresh where no model has learnt its answers, for each design that the planner names:
// `npm run bench:fresh-models -- [runs] [metric…]`. Everything is seeded. Exits with 1 where a figure of the planner lies further from
// what is found than chance allows, four standard errors of both.

const runs = Number(process.argv[2] ?? 200);
const onlyMetrics = process.argv.slice(3);
/** Of the figures in the table. */
const tableRuns = 200;

function taskOf({ rarestShare }: FreshDesign): SimulatedTask {
  return rarestShare === null
    ? { kind: 'numbers' }
    : { kind: 'classes', shares: [1 - rarestShare, rarestShare] };
}

function measure(design: FreshDesign): { fresh: number; freshByDrop: number } {
  let [fresh, freshByDrop] = [0, 0];
  const { frozenCount, adaptedCount, feedbackCount, finalCount, groupSize, metric } = design;
  const setting = {
    ...metricSetting(metric, taskOf(design)),
    ...{ frozenCount, adaptedCount, feedbackCount, finalCount, groupSize },
  };
  for (let run = 0; run < runs; run++) {
    const record = simulateMetricRecord(createRng(`plan ${metric} ${run}`), setting);
    if (decideFreshness(record).state === 'fresh') fresh++;
    if (decideFreshness({ ...record, gap: 'no-feedback' }).state === 'fresh') freshByDrop++;
  }
  return { fresh: fresh / runs, freshByDrop: freshByDrop / runs };
}

const isNear = (told: number, found: number): boolean =>
  Math.abs(told - found) <= 4 * Math.sqrt(0.25 / runs + 0.25 / tableRuns);

for (const design of freshDesigns) {
  if (onlyMetrics.length > 0 && !onlyMetrics.includes(design.metric)) continue;
  const { metric, rarestShare, groupSize, frozenCount, adaptedCount, feedbackCount, finalCount } = design;
  const { fresh, freshByDrop } = measure(design);
  const isSame = isNear(design.fresh, fresh) && isNear(design.freshByDrop, freshByDrop);
  if (!isSame) process.exitCode = 1;
  console.log(
    `${isSame ? 'ok    ' : 'MISSED'} ${metric} ${rarestShare ?? ''}${groupSize > 1 ? ` in groups of ${groupSize}` : ''} ${frozenCount} + ${adaptedCount}, ${feedbackCount}/${finalCount}: fresh ${fresh}, by the drop alone ${freshByDrop}`,
  );
}
