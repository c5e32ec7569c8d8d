import { composeOverfitting } from '@/lib/core/feedback/compose-assessment';
import { decideBenchmarkFreshness, type RankedRoundFacts } from '@/lib/core/freshness/freshness';
import {
  type OverfittingSetting,
  overfittingSetting,
  simulateOverfitting,
} from '@/lib/core/freshness/testing/simulate-overfitting';
import type { SimulatedTask } from '@/lib/core/freshness/testing/simulate-predictions';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { createRng } from '@/lib/core/statistics/rng';
import { type BenchRow, rowOf } from '../rows/run-rows';

const ofTwo = (share: number): SimulatedTask => ({ kind: 'classes', shares: [1 - share, share] });

const metrics: readonly { readonly metric: MetricName; readonly of: string; readonly task: SimulatedTask }[] =
  [
    { metric: 'accuracy', of: 'two classes', task: ofTwo(0.5) },
    { metric: 'macro_f1', of: '10 % positives', task: ofTwo(0.1) },
    { metric: 'roc_auc', of: '5 % positives', task: ofTwo(0.05) },
    { metric: 'log_loss', of: 'two classes', task: ofTwo(0.5) },
    { metric: 'rmse', of: 'numbers', task: { kind: 'numbers' } },
    { metric: 'spearman', of: 'numbers', task: { kind: 'numbers' } },
  ];
const sizes = [
  [150, 100],
  [500, 700],
  [1000, 1500],
] as const;
const anchorCounts = [0, 3, 6, 12] as const;

type Named = { readonly name: string; readonly setting: OverfittingSetting };

const honest: readonly Named[] = metrics.flatMap(({ metric, of, task }) =>
  anchorCounts.flatMap((referenceCount) =>
    sizes.map(([feedbackCount, finalCount]) => ({
      name: `${metric}, ${of}, ${referenceCount} anchors, ${feedbackCount}/${finalCount} items`,
      setting: overfittingSetting(metric, task, { referenceCount, feedbackCount, finalCount }),
    })),
  ),
);

type Shown = { readonly round: boolean; readonly model: boolean };

function findShown({ name, setting }: Named, run: number): Shown {
  const found = simulateOverfitting(createRng(`${name} ${run}`), setting);
  const published = found && composeOverfitting(found);
  return {
    round: published?.gap?.shown ?? false,
    model: published?.models.some(({ gap }) => gap.shown) ?? false,
  };
}

const shareOf = (shown: readonly Shown[], key: keyof Shown): number =>
  shown.filter((one) => one[key]).length / shown.length;

const [perSettingMax, overallMax] = [0.06, 0.04];

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const fullDraws = 400;

/** With fewer draws, two standard errors beyond the bound. */
const boundOf = (share: number, draws: number): number =>
  draws >= fullDraws ? share : share + 2 * Math.sqrt((share * (1 - share)) / draws);

/** Honest rounds of one setting. */
const honestRow = (named: Named): BenchRow =>
  rowOf({
    part: 'honest',
    repetitions: fullDraws,
    measure: (run) => findShown(named, run),
    conclude: (shown) => ({
      line: `${named.name}: shown in ${percent(shareOf(shown, 'round'))}, of some single model in ${percent(shareOf(shown, 'model'))} of ${shown.length}; asked at most ${percent(perSettingMax)}`,
      isWithin: shareOf(shown, 'round') <= boundOf(perSettingMax, shown.length),
    }),
  });

/** Honest rounds of all settings in turn, with separate draws. */
const overallRow: BenchRow = rowOf({
  part: 'honest',
  repetitions: 100 * honest.length,
  measure: (run) => findShown(honest[run % honest.length]!, 1_000_000 + run),
  conclude: (shown) => ({
    line: `all ${honest.length} settings: shown in ${percent(shareOf(shown, 'round'))} of ${shown.length}; asked at most ${percent(overallMax)}`,
    isWithin: shareOf(shown, 'round') <= overallMax,
  }),
});

/** Detection of leaked feedback labels by accuracy. */
const detectionRow = (leak: number, referenceCount: number): BenchRow => {
  const named = {
    name: `${percent(leak)} of the feedback labels learnt, ${referenceCount} anchors`,
    setting: overfittingSetting('accuracy', ofTwo(0.5), { leak, referenceCount, testedCount: 8 }),
  };
  return rowOf({
    part: 'detection',
    repetitions: fullDraws,
    measure: (run) => findShown(named, run),
    conclude: (shown) => ({
      line: `${named.name}: shown in ${percent(shareOf(shown, 'round'))} of ${shown.length}`,
      isWithin: leak >= 0.15 ? shareOf(shown, 'round') >= (referenceCount === 0 ? 0.6 : 0.7) : null,
    }),
  });
};

const [closedAt, now] = [new Date('2026-03-01T00:00:00Z'), new Date('2026-03-10T00:00:00Z')];
const facts: RankedRoundFacts = {
  ...{ number: 1, title: 'March', state: 'closed', rankedAt: closedAt, finalCount: 1500, closesAt: closedAt },
  openedAt: new Date('2026-02-01T00:00:00Z'),
  due: {
    announcedClosesAt: closedAt,
    dueAt: new Date('2026-04-01T00:00:00Z'),
    staleAt: new Date('2026-05-01T00:00:00Z'),
  },
  ...{ frozenAt: null, invalidatedAt: null, revealedAt: null },
};

/** About a point of accuracy in the skill of `drawPredictions`, at an accuracy of .8. */
const skillOfPoint = 0.035;

/** Honest retraining during a round: models with feedback are truly better. */
const retrainingRow = (points: number): BenchRow => {
  const named = {
    name: `honest retraining by ${points} points`,
    setting: overfittingSetting('accuracy', ofTwo(0.5), { gain: skillOfPoint * points }),
  };
  return rowOf({
    part: 'retraining',
    repetitions: fullDraws,
    measure: (run) => ({
      ...findShown(named, run),
      badge: decideBenchmarkFreshness([facts], now)?.state ?? 'none',
    }),
    conclude: (shown) => {
      const badges = [...new Set(shown.map(({ badge }) => badge))];
      return {
        line: `${named.name}: badge ${badges.join(', ')}; overfitting shown in ${percent(shareOf(shown, 'round'))} of ${shown.length}; asked always fresh and at most ${percent(perSettingMax)}`,
        isWithin:
          badges.join() === 'fresh' && shareOf(shown, 'round') <= boundOf(perSettingMax, shown.length),
      };
    },
  });
};

export const freshnessRows: readonly BenchRow[] = [
  ...[0, 2, 4, 6].map(retrainingRow),
  ...honest.map(honestRow),
  overallRow,
  ...[0.05, 0.15].flatMap((leak) => anchorCounts.map((count) => detectionRow(leak, count))),
];
