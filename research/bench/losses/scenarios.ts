import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Rng } from '@/lib/core/statistics/rng';
import {
  drawBetterGrades,
  drawBetterOrder,
  drawBetterOrderOfThree,
  drawMovedBlockOfThree,
  drawRareGrades,
} from './draw-classes';
import {
  drawAgainstConstant,
  drawCalibrated,
  drawErrors,
  drawGroupedErrors,
  drawGroupedScorers,
  drawMoreKnown,
  drawMovedNumbers,
  drawSmallerErrors,
  drawSurer,
} from './draw-losses';
import {
  allAlike,
  drawManyClasses,
  drawUnsaidBlock,
  findUnsaidShare,
  inTurns,
  sharesOf,
} from './draw-many-classes';
import {
  drawBetterTexts,
  drawEqualTexts,
  drawImprovement,
  drawRareLosses,
  drawRareTexts,
  drawUntiedBlock,
} from './draw-numbers';
import {
  type Binormal,
  drawBlock,
  drawMirroredThree,
  drawNoisyPair,
  drawScorers,
  findIdleShare,
  matchMean,
} from './draw-orders';
import {
  drawAlikeGroups,
  drawAlikePair,
  drawDroppedBlock,
  drawGroupedPair,
  drawPair,
  drawTenClasses,
  findIdleInside,
  matchRates,
  type Rates,
  usual,
} from './draw-pairs';
import type { FilesOfRound } from './judge-files';

/** Two files, drawn anew each time. By the population's score the second one is better (`better`) or not (`no better`). */
export type Scenario = {
  readonly kind: 'no better' | 'better';
  readonly title: string;
  readonly metric: MetricName;
  readonly draw: (rng: Rng, itemCount: number) => FilesOfRound;
};

type Draw = Scenario['draw'];

/** Rows of one kind; rows with the same title share a row of the table, which shows the worst metric. */
const list =
  (kind: Scenario['kind']) =>
  (title: string, metrics: readonly MetricName[], drawOf: (metric: MetricName) => Draw): Scenario[] =>
    metrics.map((metric) => {
      let draw: Draw | null = null;
      return {
        kind,
        title,
        metric,
        // The setting is computed at the first draw.
        draw: (rng, itemCount) => {
          draw ??= drawOf(metric);
          return draw(rng, itemCount);
        },
      };
    });
const [noBetter, better] = [list('no better'), list('better')];

const ofTwoClasses = [
  'balanced_accuracy',
  'macro_f1',
  'weighted_f1',
  'mcc',
  'cohen_kappa',
  'precision',
  'macro_precision',
  'recall',
] as const satisfies readonly MetricName[];
const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
const areas = ['roc_auc', 'average_precision'] as const;
const ranks = ['spearman', 'kendall'] as const;
const model: Binormal = { mean: 1.5, sd: 1 };
const good: Rates = { hits: 0.8, falsePositives: 0.08 };
const loud: Rates = { hits: 0.6, falsePositives: 0.2 };
const quieter = (rates: Rates): Rates => ({ ...rates, falsePositives: 0.4 * rates.falsePositives });

const classes: readonly Scenario[] = [
  ...[0.01, 0.02, 0.05, 0.5].flatMap((p) =>
    noBetter(
      `equal models, ${percent(p)} positives`,
      ofTwoClasses,
      () => (rng, n) => drawPair(rng, n, p, [usual, usual]),
    ),
  ),
  ...noBetter(
    'unlike models, equal metric, 2 %',
    ofTwoClasses.filter((m) => m !== 'recall'),
    (metric) => {
      const other = matchRates(metric, 0.02, good, 0.5);
      return (rng, n) => drawPair(rng, n, 0.02, [good, other]);
    },
  ),
  ...[0.01, 0.05, 0.2].flatMap((p) =>
    [0.02, 0.05, 0.1].flatMap((share) =>
      noBetter(
        `rare losses not drawn, ${percent(p)}`,
        ofTwoClasses.filter((m) => m !== 'recall'),
        (metric) => {
          const inside = findIdleInside(metric, p, share);
          return (rng, n) => drawDroppedBlock(rng, n, { share, inside, outside: p });
        },
      ),
    ),
  ),
  ...noBetter(
    'equal models, ten classes',
    ['macro_f1'],
    () => (rng, n) => drawTenClasses(rng, n, [0.7, 0.7]),
  ),
  ...noBetter(
    'equal models, groups of 20',
    ['macro_f1', 'accuracy'],
    () => (rng, n) => drawGroupedPair(rng, n, { size: 20, fewer: 1 }),
  ),
  ...noBetter(
    'alike files, 50 % positives in groups of 20, equal models',
    ['macro_f1'],
    () => (rng, n) => drawAlikeGroups(rng, n, 20, [loud, loud]),
  ),
  ...noBetter('rare grades', ['quadratic_kappa'], () => drawRareGrades),
];

const orders: readonly Scenario[] = areas.flatMap((metric) => [
  ...[0.01, 0.02, 0.05, 0.2, 0.5].flatMap((p) => [
    ...noBetter(
      `equal models, ${percent(p)} positives`,
      [metric],
      () => (rng, n) => drawScorers(rng, n, p, [model, model]),
    ),
    ...[2, 0.5].flatMap((sd) =>
      noBetter(`unlike models, equal metric, ${percent(p)}`, [metric], () => {
        const other = matchMean(metric, p, model, sd);
        return (rng, n) => drawScorers(rng, n, p, [model, other]);
      }),
    ),
    ...[0.02, 0.05, 0.1].flatMap((share) =>
      noBetter(`rare losses not drawn, ${percent(p)}`, [metric], () => {
        const inside = findIdleShare(metric, p, share);
        return (rng, n) =>
          drawBlock(rng, n, { share, positivesInside: inside, positivesOutside: p, isUp: false });
      }),
    ),
  ]),
  ...noBetter('rare losses not drawn, 2 % negatives', [metric], () => {
    const inside = findIdleShare(metric, 0.98, 0.05);
    return (rng, n) =>
      drawBlock(rng, n, { share: 0.05, positivesInside: inside, positivesOutside: 0.98, isUp: true });
  }),
  ...[0.02, 0.1, 0.33].flatMap((p) => [
    ...noBetter(
      `three classes, two of ${percent(p)}, equal models`,
      [metric],
      () => (rng, n) => drawMirroredThree(rng, n, p, [1.5, 1.5]),
    ),
    ...noBetter(
      `three classes, two of ${percent(p)}, unlike models`,
      [metric],
      () => (rng, n) => drawMirroredThree(rng, n, p, [2.5, 0.7]),
    ),
    // The average precision of the moved block gains something where the class that it leaves is rare.
    ...(metric === 'average_precision' && p < 0.33 ? better : noBetter)(
      `three classes, one of ${percent(p)}, rare losses not drawn`,
      [metric],
      () => (rng, n) => drawMovedBlockOfThree(rng, n, p),
    ),
  ]),
]);

/** Areas of three and more classes, one against the rest. */
const ofManyClasses: readonly Scenario[] = areas.flatMap((metric) =>
  ([3, 5, 10] as const).flatMap((k) =>
    (['alike', 'skewed'] as const).flatMap((kind) => {
      const shares = sharesOf[k][kind];
      const title = `${k} classes, ${kind}`;
      return [
        ...noBetter(`${title}, equal models`, [metric], () => {
          const signals = allAlike(k, 1.5);
          return (rng, n) => drawManyClasses(rng, n, shares, [signals, signals]);
        }),
        ...noBetter(`${title}, unlike models`, [metric], () => {
          const [one, other] = [inTurns(k, [2.2, 0.8]), inTurns(k, [0.8, 2.2])];
          return (rng, n) => drawManyClasses(rng, n, shares, [one, other]);
        }),
        ...noBetter(`${title}, rare losses not drawn`, [metric], () => {
          const inside = findUnsaidShare(metric, shares);
          return (rng, n) => drawUnsaidBlock(rng, n, shares, inside);
        }),
        ...better(
          `${title}, d′ 1.2 to 1.6`,
          [metric],
          () => (rng, n) => drawManyClasses(rng, n, shares, [allAlike(k, 1.2), allAlike(k, 1.6)]),
        ),
      ];
    }),
  ),
);

const ofRanks: readonly Scenario[] = ranks.flatMap((metric) => [
  ...[false, true].flatMap((isGraded) =>
    [0, 0.8].flatMap((tilt) =>
      [0.3, 1, 3].flatMap((noise) =>
        noBetter(
          `${tilt ? 'unlike' : 'equal'} models${isGraded ? ', five grades' : ''}`,
          [metric],
          () => (rng, n) => drawNoisyPair(rng, n, { tilt, isGraded, noise: [noise, noise] }),
        ),
      ),
    ),
  ),
  ...noBetter(
    'rare losses not drawn, tied labels',
    [metric],
    () => (rng, n) => drawRareLosses(metric, rng, n),
  ),
  ...noBetter('rare losses not drawn, no ties', [metric], () => drawUntiedBlock),
]);

const others: readonly Scenario[] = [
  ...noBetter('rare losses not drawn', ['token_f1', 'rouge_l'], () => drawRareTexts),
  ...(['rmse', 'mape'] as const).flatMap((metric) =>
    noBetter('rare losses not drawn', [metric], () => (rng, n) => drawRareLosses(metric, rng, n)),
  ),
];

/** The same improvements between files with more correlated errors; by macro F1 with as many false alarms as positives. */
const alikeImprovements: readonly Scenario[] = [
  ...[0.05, 0.1, 0.2].flatMap((p) =>
    better(
      `alike files, recall .60 to .75, ${percent(p)} positives`,
      ['balanced_accuracy', 'recall'],
      () => (rng, n) =>
        drawAlikePair(rng, n, p, [
          { hits: 0.6, falsePositives: 0.1 },
          { hits: 0.75, falsePositives: 0.1 },
        ]),
    ),
  ),
  ...[0.02, 0.05, 0.1].flatMap((p) => {
    const asMany: Rates = { hits: 0.6, falsePositives: p };
    return better(
      `alike files, false positives less by 60 %, ${percent(p)}`,
      ['macro_f1'],
      () => (rng, n) => drawAlikePair(rng, n, p, [asMany, quieter(asMany)]),
    );
  }),
  ...[20, 10].flatMap((size) =>
    better(
      `alike files, 50 % positives in groups of ${size}`,
      ['macro_f1'],
      () => (rng, n) => drawAlikeGroups(rng, n, size, [loud, quieter(loud)]),
    ),
  ),
];

const improvements: readonly Scenario[] = [
  ...[0.05, 0.1, 0.2].flatMap((p) =>
    better(
      `recall .60 to .75, ${percent(p)} positives`,
      ['balanced_accuracy', 'recall'],
      () => (rng, n) =>
        drawPair(rng, n, p, [
          { hits: 0.6, falsePositives: 0.05 },
          { hits: 0.75, falsePositives: 0.05 },
        ]),
    ),
  ),
  ...[0.02, 0.05, 0.1].flatMap((p) =>
    better(
      `false positives less by 60 %, ${percent(p)}`,
      ['macro_f1'],
      () => (rng, n) => drawPair(rng, n, p, [usual, quieter(usual)]),
    ),
  ),
  ...better(
    'the same, 10 % positives in groups of 20',
    ['macro_f1'],
    () => (rng, n) => drawGroupedPair(rng, n, { size: 20, fewer: 0.4 }),
  ),
  ...alikeImprovements,
  ...areas.flatMap((metric) => [
    ...[0.1, 0.3, 0.5].flatMap((p) =>
      better(
        `d′ 1.2 to 1.6, ${percent(p)} positives`,
        [metric],
        () => (rng, n) =>
          drawScorers(rng, n, p, [
            { mean: 1.2, sd: 1 },
            { mean: 1.6, sd: 1 },
          ]),
      ),
    ),
    ...better('knows more, 30 % positives', [metric], () => (rng, n) => drawBetterOrder(rng, n, 0.3)),
    ...better('three classes, one of 10 %', [metric], () => (rng, n) => drawBetterOrderOfThree(rng, n, 0.1)),
  ]),
  ...better('better grades', ['quadratic_kappa'], () => drawBetterGrades),
  ...(['rmse', 'mape', 'spearman', 'kendall'] as const).flatMap((metric) =>
    better('better throughout', [metric], () => (rng, n) => drawImprovement(metric, rng, n, false)),
  ),
  ...better('better answers', ['token_f1', 'rouge_l'], () => drawBetterTexts),
];

const nats = (probability: number): number => -Math.log(probability);
const squared = (probability: number): number => (1 - probability) ** 2;

/** Metrics that are means of losses per item. */
const ofLosses: readonly Scenario[] = [
  ...(['log_loss', 'brier_score'] as const).flatMap((metric) => [
    ...[0.02, 0.1, 0.5].flatMap((p) =>
      noBetter(
        `equal models, ${percent(p)} positives`,
        [metric],
        () => (rng, n) => drawCalibrated(rng, n, p, [1.5, 1.5]),
      ),
    ),
    ...noBetter('equal models, groups of 20', [metric], () => drawGroupedScorers),
  ]),
  ...[0.99, 0.999].flatMap((from) =>
    noBetter(
      'rare losses not drawn, surer',
      ['log_loss'],
      () => (rng, n) => drawSurer(rng, n, { from, to: 0.9999, lossOf: nats }),
    ),
  ),
  ...[0.8, 0.9].flatMap((from) =>
    noBetter(
      'rare losses not drawn, surer',
      ['brier_score'],
      () => (rng, n) => drawSurer(rng, n, { from, to: 1, lossOf: squared }),
    ),
  ),
  ...(['mae', 'rmse'] as const).flatMap((metric) => [
    ...noBetter('equal models', [metric], () => (rng, n) => drawErrors(rng, n, 1)),
    ...noBetter('equal models, groups of 20', [metric], () => drawGroupedErrors),
  ]),
  ...noBetter('a block moved', ['mae'], () => drawMovedNumbers),
  ...noBetter('equal models', ['token_f1', 'rouge_l'], () => drawEqualTexts),
];

/** Improvements that compare the test with the earlier betting test. */
const comparedSteps: readonly Scenario[] = [
  ...better(
    'a constant to an area of .80, 10 % positives',
    ['log_loss'],
    () => (rng, n) => drawAgainstConstant(rng, n, 0.1, 1.19),
  ),
  ...better(
    'd′ 1.2 to 1.37, 50 % positives',
    ['log_loss'],
    () => (rng, n) => drawMoreKnown(rng, n, 0.5, [1.2, 1.37]),
  ),
  ...better(
    'd′ 1.2 to 1.6, 10 % positives',
    ['brier_score'],
    () => (rng, n) => drawMoreKnown(rng, n, 0.1, [1.2, 1.6]),
  ),
  ...better(
    'errors less by 7.7 %',
    ['rmse', 'mae'],
    () => (rng, n) => drawSmallerErrors(rng, n, { knownShare: 0.25, lessBy: 0.077 }),
  ),
];

export const scenarios: readonly Scenario[] = [
  ...classes,
  ...orders,
  ...ofRanks,
  ...others,
  ...improvements,
  // Last, since a scenario's position is part of its seed.
  ...ofManyClasses,
  ...ofLosses,
  ...comparedSteps,
];
