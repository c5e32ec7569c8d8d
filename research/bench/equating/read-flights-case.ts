import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  computeSampleMoments,
  findErrorOnScale,
  type LinkScale,
  type Share,
} from '@/lib/core/equating/link-scale';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { createProbabilityScorable } from '@/lib/core/metrics/scorable/scorable';
import type { RealModel, RealRounds } from './real-rows';

const modelsSchema = z.array(z.object({ slug: z.string(), name: z.string() }));

const metrics: readonly (readonly [MetricName, LinkScale])[] = [
  ['accuracy', 'probit'],
  ['roc_auc', 'probit'],
  ['log_loss', 'minus-log'],
  ['brier_score', 'minus-log'],
];

/** The last month that any of the models has learnt from. */
const trainingMonth = 2;

/**
 * Thirty models of late flights in pairs of months. All of them are older than the months that both come after February; ten have learnt
 * from February itself, so that their score there is that of a month they know.
 * @param folder as `research/real-case/make-predictions.ts` leaves it
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

/** Without the heading. */
const readRows = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(','));

/** A score with its error on the scale; null at chance, where a model is neither anchor nor adjusted. */
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

/** Of −ln of a mean of losses: SE/mean. */
function findErrorOfMean(s: Scorable, metric: MetricName): number | null {
  const losses = metricByName[metric].outcomes.compute(s);
  if (!losses.ok) return null;
  const { mean, variance } = computeSampleMoments(losses.value);
  return Math.sqrt(variance / losses.value.length) / mean;
}
