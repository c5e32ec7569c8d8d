import { describe, expect, it, vi } from 'vitest';
import { benchmarkSchema } from '@/lib/contracts/benchmark';
import { leaderboardSchema } from '@/lib/contracts/leaderboard';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { findBenchmark } from '@/services/benchmark/view';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { closeRound } from '@/services/round/openings';
import { findRoundIds, makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { runDecideFeedback } from '../feedback/run-decide-feedback';
import { runScoreSubmission } from '../scoring/run-score-submission';
import { makeRoundVault } from '../vault/round-vault';
import { runPublishSnapshot } from './run-publish-snapshot';

/**
 * Adds a line to the list of metrics, as a developer would for a new metric: the lower of the two classes'
 * recalls. Nothing else is replaced.
 */
vi.mock('@/lib/core/metrics/metrics', async (readOriginal) => {
  const { metrics } = await readOriginal<typeof import('@/lib/core/metrics/metrics')>();
  const { confusionMetric } = await import('@/lib/core/metrics/family/confusion-metric');
  const { countByClass, deriveShare, hit } = await import('@/lib/core/metrics/family/confusion-matrix');
  const listRecalls = ({ labelled, hits }: { labelled: Float64Array; hits: Float64Array }) =>
    Array.from(labelled, (count, c) => (count === 0 ? 1 : hits[c]! / count));
  const leastRecall = confusionMetric({
    name: 'least_recall',
    title: 'Least recall',
    meaning: 'The recall of the class that is found least.',
    formula: 'min_{c} TP_{c}/t_{c}',
    note: 'The recall of the class that is recalled worst.',
    range: [0, 1],
    statistic: (cells, counts) => Math.min(...listRecalls(countByClass(cells, counts))),
    derive: (margins) => {
      const recalls = listRecalls(margins);
      const worst = recalls.indexOf(Math.min(...recalls));
      return (a, b) => (a === worst ? deriveShare(hit(a, b), margins.hits[a]!, margins.labelled[a]!) : 0);
    },
    isUndefinedAlike: false,
    fixesConstants: false,
  });
  return { metrics: [...metrics, leastRecall] };
});

/** Enough items that the draw of the splits changes no order: accuracies of .75 and .80 are four standard errors apart. */
const items = makeBinaryItems(2_000);

/** Index of an item's pair of neighbours, since labels alternate: no, yes, no, yes, … */
const pairOf = (i: number) => Math.floor(i / 2);

const predict = (isWrong: (i: number) => boolean) =>
  formatPredictions(items.ids, (i) => ((i % 2 === 0) === isWrong(i) ? 'yes' : 'no'));

/** Predictions that are right on three of four items of each class. */
const even = predict((i) => pairOf(i) % 4 === 0);

/**
 * Predictions that are right on every item labelled no, and on three of five labelled yes: a higher accuracy,
 * and a lower recall of the worse class.
 */
const lopsided = predict((i) => i % 2 === 1 && pairOf(i) % 5 < 2);

describe('new metric that consists of one file and one line in the list of metrics', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);

  it('ranks a round, with its interval and its comparisons, and needs no migration', async () => {
    expect(metricNames.at(-1)).toBe('least_recall');
    const scorer = await startTestScorer(site);
    const slug = await makeBenchmark(maintainer, {
      metric: 'least_recall',
      secondary_metrics: ['accuracy'],
      feedback_policy: 'guarded-ladder',
    });
    const number = await makeOpenRound(maintainer, slug, formatTestSet(items));
    await scorer.stop();
    expect(benchmarkSchema.parse(unwrap(await findBenchmark(maintainer, slug)))).toMatchObject({
      metric: 'least_recall',
      direction: 'higher',
    });

    const { roundId } = await findRoundIds(site, slug);
    const vault = makeRoundVault(site.scorer);
    for (const [model, file] of [
      ['Lopsided', lopsided],
      ['Even', even],
    ] as const) {
      const researcher = await makePerson(site);
      const { id } = await submitPredictions(researcher, slug, file, { model });
      await runScoreSubmission(site.scorer, vault, { submissionId: id });
      await runDecideFeedback(site.scorer, vault, { roundId });
    }
    await closeRound(maintainer, slug, number, { reason: 'It has run long enough' });
    await runPublishSnapshot(site.scorer, vault, { roundId });

    const ranking = leaderboardSchema.parse(unwrap(await findLeaderboard(slug, number)));
    expect(ranking).toMatchObject({
      metric: 'least_recall',
      split: 'final',
      entries: [
        { model: 'Even', rank: 1, interval: { method: 'logit-t' } },
        { model: 'Lopsided', rank: 2 },
      ],
    });
    const [first, second] = ranking.entries;
    expect(first!.score).toBeGreaterThan(0.6);
    expect(first!.score).toBeGreaterThan(second!.score);
    expect(first!.secondary.accuracy).toBeLessThan(second!.secondary.accuracy!);
  });
});
