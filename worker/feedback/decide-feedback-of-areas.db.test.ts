import { describe, expect, it } from 'vitest';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { createProbabilityScorable } from '@/lib/core/metrics/scorable/scorable';
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
import { formatTestSet } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { runScoreSubmission } from '../scoring/run-score-submission';
import { makeRoundVault } from '../vault/round-vault';
import { runDecideFeedback } from './run-decide-feedback';

/**
 * Enough items that the better order is reported in every draw of the splits: with 2,000, one draw of 40
 * doesn't report it.
 */
const itemCount = 4000;

const rng = createRng('areas');

const ids = Array.from({ length: itemCount }, (_, i) => `item-${String(i).padStart(4, '0')}`);

/** About one label in twenty is positive. */
const labels = ids.map((_, i) => (mixBits(i + 1) % 20 === 0 ? 1 : 0));

const classes = ['no', 'yes'];

const toProbability = (x: number) => 1 / (1 + Math.exp(-x));

describe('feedback of a guarded ladder under ROC AUC', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);

  it('reports no improvement for a block of items moved in the order if its few items of the rare class are outside the feedback split, and an improvement for a better order', async () => {
    const scorer = await startTestScorer(site);
    const slug = await makeBenchmark(maintainer, {
      metric: 'roc_auc',
      feedback_policy: 'guarded-ladder',
      feedback_share: 0.5,
      quota_per_round: 5,
    });
    await makeOpenRound(
      maintainer,
      slug,
      formatTestSet({ ids, labels: labels.map((label) => classes[label]!) }),
    );
    await scorer.stop();
    await deleteWaitingJobs(site);
    const { roundId } = await findRoundIds(site, slug);
    const vault = makeRoundVault(site.scorer);
    const { round, benchmark } = (await findRoundIn(site.scorer.client.db, roundId, 'open'))!;
    const finalItems = Array.from((await vault.open(round, benchmark)).positions.final);
    const researcher = await makePerson(site);
    const ask = async (scores: readonly number[]) => {
      const rows = ids.map((id, i) => {
        const p = toProbability(scores[i]!);
        return `${id},${1 - p},${p}`;
      });
      const { id } = await submitPredictions(researcher, slug, `id,p_no,p_yes\n${rows.join('\n')}\n`);
      await runScoreSubmission(site.scorer, vault, { submissionId: id });
      await runDecideFeedback(site.scorer, vault, { roundId });
      return unwrap(await findSubmission(researcher, id)).feedback!;
    };
    const score = (scores: readonly number[]): number => {
      const value = metricByName.roc_auc.compute(
        createProbabilityScorable({
          task: 'binary',
          classes,
          labels: Int32Array.from(labels),
          probabilities: Float64Array.from(scores.flatMap((x) => [1 - toProbability(x), toProbability(x)])),
        }),
      );
      if (!value.ok) throw new Error('a file without a score');
      return value.value;
    };

    const [weak, strong] = [1.2, 5].map((signal) =>
      labels.map((label) => signal * label - 2 + drawNormal(rng)),
    );
    const commons = [...labels.keys()].filter((i) => labels[i] === 0).slice(0, 80);
    const rares = finalItems.filter((i) => labels[i] === 1).slice(0, 8);
    const block = new Set([...commons, ...rares]);
    const move = (by: number) => weak!.map((x, i) => (block.has(i) ? by + (x % 1) : x));
    const [toBeat, moved] = [move(9), move(-9)];
    expect(score(moved)).toBeLessThan(score(toBeat));

    expect(await ask(toBeat)).toMatchObject({ outcome: 'improved' });
    expect(await ask(moved)).toMatchObject({ outcome: 'no_improvement' });
    expect(await ask(strong!)).toMatchObject({ outcome: 'improved' });
  });
});
