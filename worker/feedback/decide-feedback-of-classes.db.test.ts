import { describe, expect, it } from 'vitest';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { computeOneSidedMcNemarP } from '@/lib/core/statistics/mcnemar';
import type { Actor } from '@/services/access/caller';
import { findSubmissionPage } from '@/services/page/find-submission-page';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, meaninglessId } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';

const [itemCount, positiveCount] = [4000, 200];

const negativeCount = itemCount - positiveCount;

/** Item i is positive if i is less than the number of positives. */
const ids = Array.from({ length: itemCount }, (_, i) => `item-${meaninglessId(i)}`);

const testSet = formatTestSet({ ids, labels: ids.map((_, i) => (i < positiveCount ? 'yes' : 'no')) });

/** Number of positives that the model predicts as positive, and of negatives that it predicts as positive. */
type Model = { readonly hits: number; readonly falseAlarms: number };

const formatModel = ({ hits, falseAlarms }: Model): string =>
  formatPredictions(ids, (i) =>
    i < hits || (i >= positiveCount && i < positiveCount + falseAlarms) ? 'yes' : 'no',
  );

const countRight = ({ hits, falseAlarms }: Model): number => hits + negativeCount - falseAlarms;

const balance = ({ hits, falseAlarms }: Model): number =>
  (hits / positiveCount + 1 - falseAlarms / negativeCount) / 2;

function computeMcc({ hits, falseAlarms }: Model): number {
  const [missed, rejected] = [positiveCount - hits, negativeCount - falseAlarms];
  const margins = (hits + falseAlarms) * positiveCount * negativeCount * (rejected + missed);
  return (hits * rejected - falseAlarms * missed) / Math.sqrt(margins);
}

// Scorer versions before 5 decided by accuracy, which gives the opposite result in each of these cases.
describe('feedback of a guarded ladder where 5 % of the items are positive', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);

  async function openRound(metric: MetricName): Promise<string> {
    const slug = await makeBenchmark(maintainer, {
      metric,
      feedback_policy: 'guarded-ladder',
      feedback_share: 0.5,
      quota_per_round: 20,
    });
    await makeOpenRound(maintainer, slug, testSet);
    return slug;
  }

  /** Submits a model's predictions, and returns the feedback that the submission's page shows. */
  async function ask(researcher: Actor, slug: string, model: Model) {
    const { id } = await scorePredictions(researcher, slug, formatModel(model));
    return unwrap(await findSubmissionPage(researcher, id)).submission.feedback!;
  }

  it('reports an MCC of .46 over a constant that has more items right', async () => {
    const model = { hits: 160, falseAlarms: 350 };
    expect(computeMcc(model)).toBeCloseTo(0.463, 3);
    expect(countRight(model)).toBeLessThan(negativeCount);
    const slug = await openRound('mcc');
    const researcher = await makePerson(site);
    const given = await ask(researcher, slug, model);
    expect(given).toMatchObject({ outcome: 'improved', beaten: 'constant' });
    expect(Math.abs(given.score! - 0.463)).toBeLessThan(0.08);
    // A file with even more correct items but an MCC of only .31 is no improvement.
    expect((await ask(researcher, slug, { hits: 20, falseAlarms: 0 })).outcome).toBe('no_improvement');
  });

  it('reports a balanced accuracy of .97 over one of .85, and not the reverse', async () => {
    const [better, worse] = [
      { hits: 200, falseAlarms: 228 },
      { hits: 140, falseAlarms: 0 },
    ];
    expect([better, worse].map(balance)).toEqual([expect.closeTo(0.97, 9), 0.85]);
    // McNemar's test on half of the items, which compares only right and wrong predictions, would favour the
    // other model.
    expect(computeOneSidedMcNemarP(better.falseAlarms / 2, (better.hits - worse.hits) / 2)).toBeLessThan(
      1e-9,
    );
    const slug = await openRound('balanced_accuracy');
    const [one, other] = [await makePerson(site), await makePerson(site)];
    expect((await ask(one, slug, better)).outcome).toBe('improved');
    expect((await ask(one, slug, worse)).outcome).toBe('no_improvement');
    expect((await ask(other, slug, worse)).outcome).toBe('improved');
    expect(await ask(other, slug, better)).toMatchObject({ outcome: 'improved', beaten: 'own-file' });
  });
});
