import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Anchor } from '@/lib/core/equating/equating';
import {
  computeSampleMoments,
  findErrorOnScale,
  type LinkScale,
  type Share,
} from '@/lib/core/equating/link-scale';
import type { SimulatedLink, SimulatedNewcomer } from '@/lib/core/equating/testing/simulate-anchors';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { createProbabilityScorable } from '@/lib/core/metrics/scorable/scorable';
import type { Rng } from '@/lib/core/statistics/rng';
import { computeWilsonInterval } from '@/lib/core/statistics/wilson';
import type { BenchRow } from '../rows/run-rows';
import { equatingRow } from './equating-row';

/** A real model's scores in two rounds. */
type RealModel = Anchor & { readonly later: SimulatedNewcomer['later'] };

/** Scores of models in two rounds by one metric. */
type RealRounds = {
  readonly name: string;
  readonly scale: LinkScale;
  readonly models: readonly RealModel[];
};

const bestCount = 8;

/**
 * Adjusts the eight best models by their base scores, with anchors drawn from the weaker half. The truth is their score in the
 * base round.
 */
export const realRows = (
  part: string,
  rounds: readonly RealRounds[],
  coverageMin: number | null,
): readonly BenchRow[] =>
  rounds.flatMap(({ name, scale, models }) => {
    const sign = scale === 'probit' ? -1 : 1;
    const ordered = models.toSorted((a, b) => sign * (a.base.score - b.base.score));
    const weaker = ordered.slice(Math.floor(ordered.length / 2));
    return [5, 8, 12].map((anchorCount) =>
      equatingRow(`${name}, 8 best of ${models.length}, ${anchorCount} anchors from the weaker half`, {
        ...{ part, scale, repetitions: 400, promised: { errorMax: null, coverageMin } },
        simulate: (rng) => drawAnchors(rng, ordered, weaker, anchorCount),
      }),
    );
  });

function drawAnchors(
  rng: Rng,
  ordered: readonly RealModel[],
  pool: readonly RealModel[],
  anchorCount: number,
): SimulatedLink {
  const left = [...pool];
  const anchors = Array.from(
    { length: anchorCount },
    () => left.splice(Math.floor(rng.nextUnit() * left.length), 1)[0]!,
  );
  return {
    anchors,
    newcomers: ordered.slice(0, bestCount).map(({ base, later }) => ({ later, truth: base.score })),
  };
}

const predictionsSchema = z.array(z.int().min(0).max(9));

/**
 * The 30 models of Recht et al. 2018 (arXiv 1806.00451) on the test sets of CIFAR-10 and CIFAR-10.1 (v6), by accuracy.
 * @param folder the authors' repository, modestyachts/CIFAR-10.1 on GitHub, and in it `cifar10_test_labels.npy`: the 10,000 labels of
 *   CIFAR-10's test set as whole numbers, such as original_test_labels/cifar10_test_set_original_labels.npy of cleanlab/label-errors
 */
export function readCifar(folder: string): RealRounds {
  const predictions = (version: string) => join(folder, 'model_predictions', `${version}_predictions`);
  const baseLabels = readLabels(join(folder, 'cifar10_test_labels.npy'));
  const laterLabels = readLabels(join(folder, 'datasets', 'cifar10.1_v6_labels.npy'));
  const models = readdirSync(predictions('original'))
    .filter((file) => file.endsWith('_predictions.json'))
    .sort()
    .map((file): RealModel => {
      const [base, later] = [
        scoreFile(join(predictions('original'), file), baseLabels),
        scoreFile(join(predictions('v6'), file), laterLabels),
      ];
      const interval = computeWilsonInterval(later.score * later.itemCount, later.itemCount);
      const error = findErrorOnScale('probit', { ...later, interval })!;
      return { model: file.replace('_predictions.json', ''), base, later: { ...later, error } };
    });
  return { name: 'CIFAR-10.1', scale: 'probit', models };
}

function scoreFile(path: string, labels: readonly number[]) {
  const predicted = predictionsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  if (predicted.length !== labels.length)
    throw new Error(`${path} has ${predicted.length} predictions for ${labels.length} labels.`);
  const right = predicted.filter((label, i) => label === labels[i]).length;
  return { score: right / labels.length, itemCount: labels.length };
}

/** Digits from little-endian integers in NumPy's format, version 1.0: the first byte of each is its value. */
function readLabels(path: string): number[] {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, start);
  const size = Number(/'[<|][iu]([1248])'/.exec(header)?.[1]);
  if (!bytes.toString('latin1', 1, 6).startsWith('NUMPY') || Number.isNaN(size))
    throw new Error(`${path} is no NumPy array of whole numbers: ${header.trim()}`);
  return Array.from({ length: (bytes.length - start) / size }, (_, i) => bytes[start + i * size]!);
}

const modelsSchema = z.array(z.object({ slug: z.string(), name: z.string() }));

const metrics: readonly (readonly [MetricName, LinkScale])[] = [
  ['accuracy', 'probit'],
  ['roc_auc', 'probit'],
  ['log_loss', 'minus-log'],
  ['brier_score', 'minus-log'],
];

/** The last month of any model's training data. */
const trainingMonth = 2;

/**
 * Thirty models of late flights in pairs of months. All are trained before the months after February. Ten are trained on February
 * itself, so their score there is that of a known month.
 * @param folder written by `research/real-case/make-predictions.ts`
 */
export function readFlightsCase(folder: string): {
  readonly frozen: readonly RealRounds[];
  readonly fromTrainingMonth: readonly RealRounds[];
} {
  const models = modelsSchema.parse(JSON.parse(readFileSync(join(folder, 'models.json'), 'utf8')));
  const months = [2, 3, 4, 5, 6].filter((month) => existsSync(join(folder, `test-${month}.csv`)));
  const scores = new Map(months.map((month) => [month, scoreMonth(folder, month, models)]));
  const roundsOf = (base: number, later: number): RealRounds[] =>
    metrics.map(([metric, scale]) => ({
      name: `flights, ${metric}, month ${base} to ${later}`,
      scale,
      models: models.flatMap(({ slug, name }): RealModel[] => {
        const [before, after] = [base, later].map((month) => scores.get(month)!(slug, metric));
        return before && after ? [{ model: name, base: before, later: after }] : [];
      }),
    }));
  const later = months.filter((month) => month > trainingMonth);
  return {
    frozen: later.flatMap((base, i) => later.slice(i + 1).flatMap((month) => roundsOf(base, month))),
    fromTrainingMonth: later.slice(0, 1).flatMap((month) => roundsOf(trainingMonth, month)),
  };
}

type Scorable = ReturnType<typeof createProbabilityScorable>;

function readMonth(
  folder: string,
  month: number,
  models: readonly { slug: string }[],
): ReadonlyMap<string, Scorable> {
  const tests = readRows(join(folder, `test-${month}.csv`));
  const labels = Int32Array.from(tests, (cells) => Number(cells.at(-1) === 'late'));
  return new Map(
    models.map(({ slug }) => {
      const rows = readRows(join(folder, 'predictions', String(month), `${slug}.csv`));
      if (rows.some(([id], i) => id !== tests[i]?.[0]))
        throw new Error(`${slug} has other items in ${month}.`);
      const probabilities = Float64Array.from(
        rows.flatMap(([, onTime, late]) => [Number(onTime), Number(late)]),
      );
      return [
        slug,
        createProbabilityScorable({ task: 'binary', classes: ['on_time', 'late'], labels, probabilities }),
      ];
    }),
  );
}

/** Each model's score by each metric. */
function scoreMonth(
  folder: string,
  month: number,
  models: readonly { slug: string }[],
): (slug: string, metric: MetricName) => RealModel['later'] | null {
  const scores = new Map(
    [...readMonth(folder, month, models)].flatMap(([slug, scorable]) =>
      metrics.map(([metric, scale]) => [`${slug} ${metric}`, scoreOn(scorable, metric, scale)] as const),
    ),
  );
  return (slug, metric) => scores.get(`${slug} ${metric}`) ?? null;
}

/** Rows without the header. */
const readRows = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(','));

/** A score with its error on the scale; null at chance level, where a model is neither an anchor nor adjusted. */
function scoreOn(s: Scorable, metric: MetricName, scale: LinkScale): RealModel['later'] | null {
  const { compute, chanceScore } = metricByName[metric];
  const score = compute(s);
  if (!score.ok || Number(score.value.toFixed(4)) === chanceScore) return null;
  const share = { score: score.value, itemCount: s.labels.length };
  const error = scale === 'minus-log' ? findErrorOfMean(s, metric) : findErrorOfShare(s, metric, share);
  return error === null ? null : { ...share, error };
}

function findErrorOfShare(s: Scorable, metric: MetricName, share: Share): number | null {
  const interval = metricByName[metric].interval.compute(s, { groups: null, seed: 'bench' });
  return interval.ok && interval.value !== null
    ? findErrorOnScale('probit', { ...share, interval: interval.value })
    : null;
}

/** Error of −ln of a mean of losses: SE/mean. */
function findErrorOfMean(s: Scorable, metric: MetricName): number | null {
  const losses = metricByName[metric].outcomes.compute(s);
  if (!losses.ok) return null;
  const { mean, variance } = computeSampleMoments(losses.value);
  return Math.sqrt(variance / losses.value.length) / mean;
}
