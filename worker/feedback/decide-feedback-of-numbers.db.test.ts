import { describe, expect, it } from 'vitest';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { createRegressionScorable } from '@/lib/core/metrics/scorable/scorable';
import { mixBits } from '@/lib/core/round/checks/hash-text';
import { drawNormal } from '@/lib/core/statistics/normal-distribution';
import { createRng } from '@/lib/core/statistics/rng';
import { findSubmission } from '@/services/submission/view';
import { deleteWaitingJobs } from '@/testing/hold-job';
import { findRoundIds, makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { runScoreSubmission } from '../scoring/run-score-submission';
import { makeRoundVault } from '../vault/round-vault';
import { runDecideFeedback } from './run-decide-feedback';

const itemCount = 2000;

const rng = createRng('numbers');

const ids = Array.from({ length: itemCount }, (_, i) => `item-${String(i).padStart(4, '0')}`);

/**
 * Labels 1, 2, 4, … 32: an error on a 32 gives a large squared error, an error on a 1 a large relative error.
 */
const truth = ids.map(() => 2 ** Math.floor(6 * rng.nextUnit()));

/** Predictions of two models; the second is better. */
const [good, better] = [0.3, 0.05].map((error) =>
  truth.map((label) => label * (1 + error * drawNormal(rng))),
);

/**
 * Blocks of items: the label of almost all items in the block, the label of its few others, and the current
 * best's prediction for all.
 */
const blocks = {
  rmse: { common: 2, rare: 32, before: 2.5 },
  r2: { common: 2, rare: 32, before: 2.5 },
  mape: { common: 32, rare: 1, before: 30 },
} as const;

describe('feedback of a guarded ladder on numbers', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);

  /** Opens a round with these labels. Returns the items' splits, and a function that submits. */
  async function openRound(metric: MetricName, labels: readonly number[]) {
    const scorer = await startTestScorer(site);
    const slug = await makeBenchmark(maintainer, {
      task: 'regression',
      classes: [],
      metric,
      feedback_policy: 'guarded-ladder',
      feedback_share: 0.5,
      quota_per_round: 5,
    });
    await makeOpenRound(maintainer, slug, formatTestSet({ ids, labels: labels.map(String) }));
    await scorer.stop();
    await deleteWaitingJobs(site);
    const { roundId } = await findRoundIds(site, slug);
    const vault = makeRoundVault(site.scorer);
    const { round, benchmark } = (await findRoundIn(site.scorer.client.db, roundId, 'open'))!;
    const { positions } = await vault.open(round, benchmark);
    const researcher = await makePerson(site);
    const ask = async (predicted: readonly number[]) => {
      const text = formatPredictions(ids, (i) => String(predicted[i]));
      const { id } = await submitPredictions(researcher, slug, text);
      await runScoreSubmission(site.scorer, vault, { submissionId: id });
      await runDecideFeedback(site.scorer, vault, { roundId });
      return unwrap(await findSubmission(researcher, id)).feedback!;
    };
    return { finalItems: Array.from(positions.final), ask };
  }

  const score = (metric: MetricName, labels: readonly number[], predicted: readonly number[]): number => {
    const [truthValues, predictedValues] = [labels, predicted].map((values) => Float64Array.from(values));
    const value = metricByName[metric].compute(
      createRegressionScorable({ labels: truthValues!, predicted: predictedValues! }),
    );
    if (!value.ok) throw new Error('a file without a score');
    return value.value;
  };

  it.each(['rmse', 'r2', 'mape'] as const)(
    'under the metric %s rejects a file whose changed items improve except a few outside the feedback split, and reports a better file',
    async (metric) => {
      const { finalItems, ask } = await openRound(metric, truth);
      const { common, rare, before } = blocks[metric];
      const pick = (label: number, from: readonly number[], count: number) =>
        from.filter((i) => truth[i] === label).slice(0, count);
      // All three rare items of a block are in the final split, which happens by chance in one draw of eight.
      const block = new Set([...pick(common, [...truth.keys()], 57), ...pick(rare, finalItems, 3)]);
      const toBeat = good!.map((value, i) => (block.has(i) ? before : value));
      const surer = good!.map((value, i) => (block.has(i) ? common : value));
      const sign = metric === 'r2' ? -1 : 1;
      expect(sign * score(metric, truth, surer)).toBeGreaterThan(sign * score(metric, truth, toBeat));

      expect(await ask(toBeat)).toMatchObject({ outcome: 'improved' });
      // The range of the hidden labels may decide the outcome, but no difference of scores is computed from it.
      expect(await ask(surer)).toMatchObject({ outcome: 'no_improvement' });
      expect(await ask(better!)).toMatchObject({ outcome: 'improved' });
    },
  );

  it.each(['spearman', 'kendall'] as const)(
    'under the metric %s rejects a moved-up block whose few low labels are outside the feedback split, and reports a better order',
    async (metric) => {
      const labels = ids.map((_, i) => (mixBits(i + 1) % 15 === 0 ? 1 : 2));
      const { finalItems, ask } = await openRound(metric, labels);
      const [weak, strong] = [1.2, 8].map((weight) =>
        labels.map((label) => weight * label + drawNormal(rng)),
      );
      const highs = [...labels.keys()].filter((i) => labels[i] === 2).slice(0, 54);
      const block = new Set([...highs, ...finalItems.filter((i) => labels[i] === 1).slice(0, 6)]);
      const moveBlock = (by: number) => weak!.map((value, i) => (block.has(i) ? value + by : value));
      const [toBeat, moved] = [moveBlock(-9), moveBlock(9)];
      expect(score(metric, labels, moved)).toBeLessThan(score(metric, labels, toBeat));

      expect(await ask(toBeat)).toMatchObject({ outcome: 'improved' });
      expect(await ask(moved)).toMatchObject({ outcome: 'no_improvement' });
      expect(await ask(strong!)).toMatchObject({ outcome: 'improved' });
    },
  );
});
