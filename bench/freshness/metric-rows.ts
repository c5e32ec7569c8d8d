import { decideFreshness } from '@/lib/core/freshness/decide-freshness';
import { type Excess, excessTolerances } from '@/lib/core/freshness/excess';
import type { FreshnessState } from '@/lib/core/freshness/freshness-state';
import type { SimulatedTask } from '@/lib/core/freshness/testing/simulate-answers';
import {
  type MetricSetting,
  metricSetting,
  simulateMetricRecord,
  withBetterModels,
} from '@/lib/core/freshness/testing/simulate-metric-rounds';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { createRng } from '@/lib/core/statistics/rng';
import { type BenchRow, rowOf } from '../rows/bench-row';
import { alarmsMax, percent, points } from './bounds';

const ofTwo = (share: number): SimulatedTask => ({ kind: 'classes', shares: [1 - share, share] });
const fourClasses: SimulatedTask = { kind: 'classes', shares: [0.4, 0.3, 0.2, 0.1] };
const grades: SimulatedTask = { kind: 'grades', classCount: 5 };
const numbers: SimulatedTask = { kind: 'numbers' };

/** Every scale, and every kind of pseudo-value. */
const metricCases: readonly {
  readonly metric: MetricName;
  readonly of: string;
  readonly task: SimulatedTask;
}[] = [
  { metric: 'accuracy', of: 'two classes', task: ofTwo(0.5) },
  { metric: 'macro_f1', of: '10 % positives', task: ofTwo(0.1) },
  { metric: 'mcc', of: '20 % positives', task: ofTwo(0.2) },
  { metric: 'cohen_kappa', of: 'four classes', task: fourClasses },
  { metric: 'quadratic_kappa', of: 'five grades', task: grades },
  { metric: 'roc_auc', of: '50 % positives', task: ofTwo(0.5) },
  { metric: 'roc_auc', of: '10 % positives', task: ofTwo(0.1) },
  { metric: 'average_precision', of: '10 % positives', task: ofTwo(0.1) },
  { metric: 'log_loss', of: 'two classes', task: ofTwo(0.5) },
  { metric: 'rmse', of: 'numbers', task: numbers },
  { metric: 'r2', of: 'numbers', task: numbers },
  { metric: 'spearman', of: 'numbers', task: numbers },
  { metric: 'kendall', of: 'numbers', task: numbers },
];

/** A setting a case is tried in; where nothing was learnt, false alarms have a bound. */
const metricTrials: readonly {
  readonly name: string;
  readonly isHonest: boolean;
  readonly change: (setting: MetricSetting) => MetricSetting;
}[] = [
  { name: 'honest, harder round', isHonest: true, change: (setting) => setting },
  { name: 'honest, better models', isHonest: true, change: withBetterModels },
  { name: 'honest, groups of ten', isHonest: true, change: (setting) => ({ ...setting, groupSize: 10 }) },
  { name: '10 % of feedback learnt', isHonest: false, change: (setting) => ({ ...setting, partLeak: 0.1 }) },
  {
    name: '10 % of the round learnt',
    isHonest: false,
    change: (setting) => ({ ...setting, roundLeak: 0.1 }),
  },
];

type Trial = (typeof metricTrials)[number];
type Case = (typeof metricCases)[number];

/** How often gap and drop are significant at 5 % and ruled out below 2δ, and how often both together make a round fresh. */
function metricRow({ metric, of, task }: Case, { name, isHonest, change }: Trial): BenchRow {
  const title = `${metric}, ${of}, ${name}`;
  const setting = change(metricSetting(metric, task));
  return rowOf({
    part: metric,
    repetitions: isHonest ? 125 : 32,
    measure(run) {
      const { state, inputs } = decideFreshness(simulateMetricRecord(createRng(`${title} ${run}`), setting));
      return { state, gap: inputs.excesses.gap, drop: inputs.excesses.drop };
    },
    conclude(rounds) {
      const gaps = rounds.flatMap(({ gap }) => gap ?? []);
      const drops = rounds.flatMap(({ drop }) => drop ?? []);
      const shareOf = (state: FreshnessState) =>
        rounds.filter((round) => round.state === state).length / rounds.length;
      const [ofGap, ofDrop] = [summarise(gaps), summarise(drops)];
      const [alarms, staleMax] = [alarmsMax(rounds.length), 0.02];
      const asked = isHonest
        ? `; asked of ${rounds.length} at most ${percent(alarms)} significant, ${percent(staleMax)} stale`
        : '';
      return {
        line: `${title}: significant ${percent(ofGap.significant)} · ${percent(ofDrop.significant)}; ruled out ${percent(ofGap.ruledOut)} · ${percent(ofDrop.ruledOut)}; fresh ${percent(shareOf('fresh'))}, stale ${percent(shareOf('stale'))}; mean ${points(ofGap.mean)} · ${points(ofDrop.mean)}${asked}`,
        isWithin: isHonest
          ? ofGap.significant <= alarms && ofDrop.significant <= alarms && shareOf('stale') <= staleMax
          : null,
      };
    },
  });
}

function summarise(excesses: readonly Excess[]) {
  const shareOf = (holds: (excess: Excess) => boolean) => excesses.filter(holds).length / excesses.length;
  return {
    significant: shareOf(({ pValue }) => pValue <= 0.05),
    ruledOut: shareOf(({ upper95, unit }) => upper95 < 2 * excessTolerances[unit]),
    mean: excesses.reduce((sum, { estimate }) => sum + estimate, 0) / excesses.length,
  };
}

export const metricRows: readonly BenchRow[] = metricCases.flatMap((ofCase) =>
  metricTrials.map((trial) => metricRow(ofCase, trial)),
);
