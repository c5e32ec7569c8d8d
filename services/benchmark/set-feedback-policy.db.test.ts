import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeSealedRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { meaninglessId } from '@/testing/meaningless-id';
import { shuffleRows } from '@/testing/shuffle-rows';
import { startTestScorer } from '@/testing/start-test-scorer';
import { unwrap } from '@/testing/unwrap';
import type { RunningScorer } from '@/worker/run-scorer';
import type { Actor } from '../access/actor';
import { listChangelog } from '../publication/list-changelog';
import { setFeedbackPolicy } from './set-feedback-policy';

/** Test sets that don't overlap, which a check would block. */
const formatItemsFrom = (from: number): string =>
  `id,size,label\n${shuffleRows(Array.from({ length: 60 }, (_, i) => `i${meaninglessId(from + i)},${from + i},${i % 2 === 0 ? 'no' : 'yes'}`)).join('\n')}\n`;

describe('changing the feedback policy', () => {
  let site: TestSite;
  let scorer: RunningScorer;
  let maintainer: Actor;
  let slug: string;

  beforeAll(async () => {
    site = await makeTestSite();
    scorer = await startTestScorer(site);
    maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer, { feedback_policy: 'exact', feedback_share: 0.5 });
  });
  afterAll(async () => {
    await scorer?.stop();
    await site?.drop();
  });

  const listSealed = () => site.superuser`
    select feedback_policy, feedback_count from rounds order by number`;

  it('holds for rounds that are sealed afterwards and leaves the others as they were sealed', async () => {
    await makeSealedRound(maintainer, slug, formatItemsFrom(1000));
    const changed = unwrap(
      await setFeedbackPolicy(maintainer, slug, { feedback_policy: 'guarded-ladder', feedback_share: 0.3 }),
    );
    expect(changed).toMatchObject({ feedback_policy: 'guarded-ladder', feedback_share: 0.3 });
    await makeSealedRound(maintainer, slug, formatItemsFrom(2000));
    expect(await listSealed()).toMatchObject([
      { feedback_policy: 'exact', feedback_count: 30 },
      { feedback_policy: 'guarded-ladder', feedback_count: 18 },
    ]);
    const { items } = unwrap(await listChangelog(slug, {}));
    expect(items[1]).toMatchObject({ act: 'feedback_policy_changed' });
  });

  it('is refused without a part to answer on, to who only looks, and where the metric leaks', async () => {
    const change = (actor: Actor | null, policy: object) => setFeedbackPolicy(actor, slug, policy);
    const wanted = { feedback_policy: 'exact', feedback_share: 0.3 };
    expect(await change(maintainer, { ...wanted, feedback_share: 0 })).toMatchObject({
      error: { kind: 'invalid_request', faults: [{ field: 'feedback_share' }] },
    });
    expect(await change(null, wanted)).toMatchObject({ error: { kind: 'not_signed_in' } });
    expect(await change(await makePerson(site), wanted)).toMatchObject({ ok: false });
    const leaky = await makeBenchmark(maintainer, { metric: 'log_loss', feedback_policy: 'final-only' });
    expect(await setFeedbackPolicy(maintainer, leaky, wanted)).toMatchObject({
      error: { kind: 'policy_not_allowed' },
    });
  });
});
