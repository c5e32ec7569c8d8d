import { describe, expect, it } from 'vitest';
import type { OverfittingView } from '@/lib/contracts/freshness';
import { scorerVersion } from '@/lib/core/scoring/score-split';
import type { Actor } from '@/services/access/caller';
import { designateAnchor } from '@/services/anchor/anchor';
import { findBenchmark } from '@/services/benchmark/view';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { freezeRound, unfreezeRound } from '@/services/round/freeze';
import { closeRound } from '@/services/round/openings';
import { withdrawSubmission } from '@/services/submission/counting';
import { formatGradedItems, formatGradedPredictions, type GradedModel } from '@/testing/graded-models';
import { findRoundIds, makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { makeRoundVault } from '../vault/round-vault';
import { runMeasureOverfitting } from './run-measure-overfitting';

const itemCount = 2000;

let nextRound = 1;

describe('overfitting to feedback', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);

  async function countMeasurements(roundId: string): Promise<number> {
    const rows = await site.superuser`
      select from overfitting_measurements join snapshots using (snapshot_id) where round_id = ${roundId}`;
    return rows.length;
  }

  /** Plays a round of these models, each submitted by a team of its own, or all by one team. */
  async function play(
    slug: string,
    models: readonly (GradedModel & { readonly entrant: Actor })[],
  ): Promise<{ number: number; roundId: string; overfitting: OverfittingView; sent: string[] }> {
    const number = await makeOpenRound(maintainer, slug, formatGradedItems(itemCount, nextRound++));
    const { roundId } = await findRoundIds(site, slug, number);
    const benchmark = unwrap(await findBenchmark(null, slug));
    const opened = await makeRoundVault(site.scorer).open(
      { roundId, itemCount, number, scorerVersion },
      benchmark,
    );
    const sent: string[] = [];
    for (const { entrant, ...model } of models) {
      const file = formatGradedPredictions(opened, model);
      const { id } = await submitPredictions(entrant, slug, file, { model: model.name, version: '1' });
      expect((await awaitFinal(entrant, id)).state).toBe('scored');
      sent.push(id);
    }
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    const overfitting = await waitUntil<OverfittingView>(async () => {
      const ranking = await findLeaderboard(slug, number);
      return (ranking.ok && ranking.value.overfitting) || false;
    });
    return { number, roundId, overfitting, sent };
  }

  const makeModels = async (prefix: string, accuracies: readonly number[], leak = 0) =>
    Promise.all(
      accuracies.map(async (accuracy, i) => ({
        ...{ name: `${prefix} ${i}`, accuracy, leak },
        entrant: await makePerson(site),
      })),
    );

  it('gets shown for models that improved on the feedback split only, with each row’s gap, its unit and its share of the leader’s margin', async () => {
    // The best constant is right on about half of the final items, with a macro F1 of about a third: .08/(.78 − .51) and .08/(.78 − .34).
    for (const { metric, share } of [
      { metric: 'accuracy', share: 0.3 },
      { metric: 'macro_f1', share: 0.18 },
    ] as const) {
      const slug = await makeBenchmark(maintainer, {
        metric,
        feedback_policy: 'exact',
        feedback_share: 0.5,
      });
      const { number, overfitting } = await play(slug, await makeModels('Adapted', [0.72, 0.75, 0.78], 0.08));
      expect(overfitting).toMatchObject({
        models_with_feedback: 3,
        models_without_feedback: 0,
        gap: { unit: 'points', shown: true },
      });
      expect(Math.abs(overfitting.gap!.estimate - 0.08)).toBeLessThan(0.005);
      expect(Math.abs(overfitting.share_of_margin! - share)).toBeLessThanOrEqual(0.03);
      const { entries } = unwrap(await findLeaderboard(slug, number));
      for (const { gap, score, feedback_score } of entries)
        expect(Math.abs(gap!.estimate - (feedback_score! - score))).toBeLessThan(3e-4);
    }
  });

  it('gets measured against vouched anchor models from the second round on, and isn’t found among honest models', async () => {
    const slug = await makeBenchmark(maintainer, { feedback_policy: 'exact', feedback_share: 0.5 });
    const frozen = await makeModels('Frozen', [0.7, 0.74, 0.78]);
    const adapted = await makeModels('Adapted', [0.72, 0.76]);
    await play(slug, frozen);
    for (const { name } of frozen)
      unwrap(
        await designateAnchor(maintainer, slug, {
          model_slug: name.toLowerCase().replace(' ', '-'),
          version: '1',
          reason: 'Trained in 2000 by us, and kept.',
        }),
      );
    const { number, roundId, overfitting } = await play(slug, [...frozen, ...adapted]);
    expect(overfitting).toMatchObject({
      models_with_feedback: 2,
      models_without_feedback: 3,
      gap: { shown: false },
    });
    const { entries } = unwrap(await findLeaderboard(slug, number));
    for (const { model, gap } of entries) expect(gap === null, model).toBe(model.startsWith('Frozen'));

    // The first measurement for a ranking is final, so this second run changes nothing.
    await runMeasureOverfitting(site.scorer, makeRoundVault(site.scorer), { roundId });
    expect(await countMeasurements(roundId)).toBe(1);
  });

  it('gets measured in a round that was frozen after its ranking, and again after a withdrawal', async () => {
    const slug = await makeBenchmark(maintainer, { feedback_policy: 'exact', feedback_share: 0.5 });
    const { number, roundId, sent } = await play(slug, await makeModels('Model', [0.7, 0.74, 0.78]));
    await site.superuser`
      delete from overfitting_measurements using snapshots s
      where overfitting_measurements.snapshot_id = s.snapshot_id and s.round_id = ${roundId}`;
    unwrap(await freezeRound(maintainer, slug, number, { reason: 'Labels were seen' }));
    await runMeasureOverfitting(site.scorer, makeRoundVault(site.scorer), { roundId });
    expect(await countMeasurements(roundId)).toBe(1);
    unwrap(await unfreezeRound(maintainer, slug, number));

    unwrap(await withdrawSubmission(maintainer, sent[0]!, { reason: 'It was trained on the test set' }));
    const again = await waitUntil(async () => {
      const { entries, overfitting } = unwrap(await findLeaderboard(slug, number));
      return entries.length === 2 && overfitting ? overfitting : false;
    });
    expect(again.models_with_feedback).toBe(2);
    expect(await countMeasurements(roundId)).toBe(2);
  });

  it('has no measured gap if no team had feedback', async () => {
    const slug = await makeBenchmark(maintainer, { feedback_policy: 'final-only' });
    const { overfitting } = await play(slug, await makeModels('Model', [0.7, 0.8]));
    expect(overfitting).toEqual({
      ...{ gap: null, share_of_margin: null },
      ...{ models_with_feedback: 0, models_without_feedback: 2 },
    });
  });

  it('has no measurement in a round that is open or was frozen while open', async () => {
    const slug = await makeBenchmark(maintainer, { feedback_policy: 'exact' });
    const number = await makeOpenRound(maintainer, slug, formatGradedItems(itemCount, nextRound++));
    const { roundId } = await findRoundIds(site, slug, number);
    await runMeasureOverfitting(site.scorer, makeRoundVault(site.scorer), { roundId });
    expect(await countMeasurements(roundId)).toBe(0);
    unwrap(await freezeRound(maintainer, slug, number, { reason: 'Labels were seen' }));
    await runMeasureOverfitting(site.scorer, makeRoundVault(site.scorer), { roundId });
    expect(await countMeasurements(roundId)).toBe(0);
  });
});
