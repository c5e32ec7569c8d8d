import { findUnitLosses } from '../feedback/ladder/find-unit-losses';
import { computePairedGains } from '../feedback/ladder/guarded-z';
import { computeLadderOutcomes, directionOfOutcomes } from '../feedback/ladder/ladder-rules';
import { computeTestLevel } from '../feedback/ladder/wins-needed';
import { formatScore } from '../metrics/format-score';
import { type MetricName, metricByName } from '../metrics/metric-name';
import type { LabelColumn } from '../scoring/label-column';
import { selectSplit } from '../scoring/score-split';
import { drawNormal } from '../statistics/normal-distribution';
import { createRng, type Rng } from '../statistics/rng';
import type { Predictions } from '../submission/predictions';
import { computeGuardedChance, type GainCell } from './gain-chances';
import type { ClassShares } from './typical-set';

/**
 * Probability, from 0 to 1, that a ladder reports a better file: at the first test, and at the fifth, after four refusals.
 */
export type StepPower = {
  readonly metric: MetricName;
  /** The scores of the two simulated submissions, the better one first: `87, not 80`. */
  readonly step: string;
  /** Share of the items in the rarest class; null where there are no classes. */
  readonly rarestShare: number | null;
  readonly feedbackCount: number;
  readonly first: number;
  readonly fifth: number;
};

/** Number of items of a simulated population, whose moments are accurate to one or two per cent. */
const drawnCount = 4000;

/** Predictions of two files on one simulated population; the second file uses more information than the first. */
type Drawn = {
  readonly labels: LabelColumn;
  readonly classes: readonly string[];
  readonly before: Predictions;
  readonly after: Predictions;
};

/**
 * The power of guarded z for a typical step by this metric: two files on a simulated population (d′ 1.6 instead of 1.2;
 * errors smaller by 11 %; 35 % of the words wrong instead of 40 %), and the normal approximation of `computeGuardedChance`
 * for this round. Null where the metric has no value.
 * @param level significance level of the test; by default the levels of the first and the fifth test
 */
export function computeStepPower({
  metric,
  shares,
  feedbackCount,
}: {
  readonly metric: MetricName;
  readonly shares: ClassShares;
  readonly feedbackCount: number;
}): StepPower | null {
  const population = readPopulation(metric, shares);
  if (population === null || feedbackCount < 2) return null;
  const { cells, step } = population;
  const chanceAfter = (refusals: number) =>
    computeGuardedChance(cells, { itemCount: feedbackCount, level: computeTestLevel(refusals) });
  return {
    ...{ metric, step, feedbackCount },
    rarestShare: metricByName[metric].group === 'classes' ? Math.min(...shares) : null,
    first: chanceAfter(0),
    fifth: chanceAfter(4),
  };
}

/** Probability that the better file is reported at one significance level; null where the metric has no value. */
export function computeStepChance(
  metric: MetricName,
  shares: ClassShares,
  test: { readonly itemCount: number; readonly level: number },
): { readonly step: string; readonly chance: number } | null {
  const population = readPopulation(metric, shares);
  return population && { step: population.step, chance: computeGuardedChance(population.cells, test) };
}

function readPopulation(metric: MetricName, shares: ClassShares) {
  const { needs, group } = metricByName[metric];
  if (group === 'classes' && shares.length < 2) return null;
  const rng = createRng(`typical step of ${metric}`);
  const drawn =
    needs === 'numbers' ? drawNumbers(rng) : needs === 'texts' ? drawTexts(rng) : drawClasses(rng, shares);
  const compared = compareDrawn(metric, drawn);
  if (compared === null) return null;
  const [was, is] = compared.scores;
  return { cells: compared.cells, step: `${formatScore(metric, is!)}, not ${formatScore(metric, was!)}` };
}

/** Computes each item's gain and possible loss like a ladder, and the scores of both files. */
export function compareDrawn(
  metric: MetricName,
  { labels, classes, before, after }: Drawn,
): { readonly scores: readonly number[]; readonly cells: readonly GainCell[] } | null {
  const positions = Uint32Array.from({ length: labels.length }, (_, i) => i);
  const task = classes.length === 2 ? 'binary' : 'multiclass';
  const parts = [before, after].map((predictions) =>
    selectSplit({ rules: { task, classes, logLossClip: 1e-4 }, labels, positions, predictions }),
  );
  const scores = parts.map((part) => metricByName[metric].compute(part));
  const [was, is] = parts.map((part) => computeLadderOutcomes(metric, 'guarded-z', part));
  const losses = findUnitLosses(
    metric,
    { classes, labels, groups: null, positions, logLossClip: 1e-4 },
    before,
    after,
    'guarded-z',
  );
  if (!was || !is || !losses) return null;
  const gains = computePairedGains(
    { direction: directionOfOutcomes(metric, 'guarded-z'), groups: null },
    was,
    is,
  );
  return {
    scores: scores.flatMap((score) => (score.ok ? [score.value] : [])),
    cells: Array.from(gains, (gain, i) => ({ share: 1 / gains.length, gain, loss: losses.ofRound[i]! })),
  };
}

const fill = (draw: (i: number) => number): Float64Array =>
  Float64Array.from({ length: drawnCount }, (_, i) => draw(i));

/** Draws class scores that are higher by d′ on items of the class, and computes probabilities from them. */
function drawClasses(rng: Rng, shares: ClassShares): Drawn {
  const bounds = shares.map((_, c) => shares.slice(0, c + 1).reduce((sum, share) => sum + share, 0));
  const labels = Int32Array.from({ length: drawnCount }, () => {
    const u = rng.nextUnit();
    const c = bounds.findIndex((bound) => u < bound);
    return c === -1 ? shares.length - 1 : c;
  });
  // This scale makes the difference of two class scores have the given d′.
  const scale = Math.SQRT1_2;
  const see = (signal: number) =>
    shares.map((_, c) =>
      fill((i) => signal * (scale * signal * Number(labels[i] === c) + drawNormal(rng)) * scale),
    );
  const [known, more] = [see(1.2), see(Math.sqrt(1.6 ** 2 - 1.2 ** 2))];
  const sum = known.map((column, c) => column.map((x, i) => x + more[c]![i]!));
  return {
    labels,
    classes: shares.map((_, c) => `class ${c}`),
    before: predict(known, shares),
    after: predict(sum, shares),
  };
}

function predict(scores: readonly Float64Array[], shares: ClassShares): Predictions {
  const width = shares.length;
  const probabilities = new Float64Array(drawnCount * width);
  const predicted = new Int32Array(drawnCount);
  for (let i = 0; i < drawnCount; i++) {
    const weights = shares.map((share, c) => share * Math.exp(scores[c]![i]!));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let c = 0; c < width; c++) probabilities[i * width + c] = weights[c]! / total;
    predicted[i] = weights.indexOf(Math.max(...weights));
  }
  return { kind: 'probabilities', predicted, probabilities };
}

/** Draws labels from 10 to 40, and predictions with errors of standard deviation 5.5 and 6.2. */
function drawNumbers(rng: Rng): Drawn {
  const labels = fill(() => 10 + 30 * rng.nextUnit());
  const after = labels.map((label) => label + 5.5 * drawNormal(rng));
  const before = after.map((x) => x + Math.sqrt(6.2 ** 2 - 5.5 ** 2) * drawNormal(rng));
  const asFile = (predicted: Float64Array): Predictions => ({ kind: 'numbers', predicted });
  return { labels, classes: [], before: asFile(before), after: asFile(after) };
}

/** Draws labels of 4 to 12 words. */
function drawTexts(rng: Rng): Drawn {
  const pick = () => `w${Math.floor(400 * rng.nextUnit())}`;
  const accepted = Array.from({ length: drawnCount }, () =>
    Array.from({ length: 4 + Math.floor(9 * rng.nextUnit()) }, pick),
  );
  const say = (wrongShare: number): Predictions => ({
    kind: 'texts',
    predicted: accepted.map((words) =>
      words.map((word) => (rng.nextUnit() < wrongShare ? pick() : word)).join(' '),
    ),
  });
  const [before, after] = [say(0.4), say(0.35)];
  return { labels: accepted.map((words) => words.join(' ')), classes: [], before, after };
}
