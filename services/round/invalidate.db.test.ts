import { describe, expect, it } from 'vitest';
import { consentOf } from '@/testing/consent-of';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { giveRole, makeOperator, makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitFinal, closeAndRank, scorePredictions, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/caller';
import { findBenchmark } from '../benchmark/view';
import { findMaintainedBenchmarkPage } from '../page/find-maintained-pages';
import { findMaintainedRoundPage } from '../page/find-maintained-round-page';
import { changeRole, removeRole } from '../people/roles';
import { findLeaderboard } from '../publication/find-leaderboard';
import { findQuota } from '../submission/find-quota';
import { findSubmission } from '../submission/view';
import { freezeRound, unfreezeRound } from './freeze';
import { invalidateRound } from './invalidate';

const items = makeBinaryItems(10);

const predictions = formatPredictions(items.ids, 'no');

const reason = 'The labels were public before the round opened.';

describe('invalidating a round', () => {
  const site = provideSiteWithScorer();
  const owner = providePerson(site, 'Owner');
  const colleague = providePerson(site, 'Colleague');
  const researcher = providePerson(site, 'Researcher');

  async function frozenRound(wishes: object = {}): Promise<{ slug: string; number: number }> {
    const slug = await makeBenchmark(owner, wishes);
    await giveRole(site, slug, colleague, 'maintainer');
    const number = await makeOpenRound(owner, slug, formatTestSet(items));
    unwrap(await freezeRound(owner, slug, number, { reason: 'Under review.' }));
    return { slug, number };
  }

  const invalidationsOf = (slug: string) =>
    site.superuser<{ proposed_by: string; consented_by: string | null; dropped_at: Date | null }[]>`
      select proposed_by, consented_by, dropped_at from invalidations join rounds using (round_id)
      join benchmarks using (benchmark_id) where slug = ${slug} order by proposed_at`;

  it('requires a second maintainer’s consent, and until then shows people with a role who can give it', async () => {
    const { slug, number } = await frozenRound();
    const proposed = unwrap(await invalidateRound(owner, slug, number, { reason }));
    expect(proposed).toMatchObject({
      state: 'frozen',
      pending_invalidation: { reason, proposed_by: owner.name, proposed_by_you: true },
    });
    for (const input of [await consentOf(site, slug, number), { reason }])
      expect(await invalidateRound(owner, slug, number, input)).toEqual(refusedAs('second_person_needed'));
    expect(await invalidateRound(colleague, slug, number, { reason: 'Another one.' })).toMatchObject({
      error: { kind: 'invalid_request', faults: [{ code: 'already_proposed' }] },
    });
    expect(
      unwrap(await findMaintainedRoundPage(colleague, slug, number)).maintained?.moderated.pending,
    ).toMatchObject({
      proposed_by_you: false,
    });
    const waitingOf = async (person: Actor) =>
      unwrap(await findMaintainedBenchmarkPage(person, slug)).maintained?.waiting.proposals;
    for (const [person, isYours] of [
      [owner, true],
      [colleague, false],
    ] as const)
      expect(await waitingOf(person)).toMatchObject([
        { kind: 'invalidation', round: number, proposerName: owner.name, isYours },
      ]);
    const asked = await site.superuser`
      select detail ->> 'proposed_by' as by from notices join benchmarks using (benchmark_id)
      where slug = ${slug} and kind = 'consent_needed'`;
    expect([...asked]).toEqual([{ by: owner.userId }]);
    expect(
      unwrap(await invalidateRound(colleague, slug, number, await consentOf(site, slug, number))),
    ).toMatchObject({
      state: 'invalidated',
      invalidation_reason: reason,
      pending_invalidation: null,
    });
    expect(await waitingOf(colleague)).toEqual([]);
    expect(await invalidationsOf(slug)).toMatchObject([
      { proposed_by: owner.userId, consented_by: colleague.userId },
    ]);
    const acts = await site.superuser`
      select act, is_public, actor_kind, user_id from audit_events join benchmarks using (benchmark_id)
      where slug = ${slug} and act in ('invalidation_proposed', 'round_invalidated') order by audit_event_id`;
    expect([...acts]).toMatchObject([
      { act: 'invalidation_proposed', is_public: false, user_id: owner.userId },
      { act: 'round_invalidated', is_public: true, actor_kind: 'maintainer', user_id: colleague.userId },
    ]);
    const notices = await site.superuser`
      select detail from notices join benchmarks using (benchmark_id) where slug = ${slug} and kind = 'round_invalidated'`;
    expect([...notices]).toMatchObject([{ detail: { reason } }]);
  });

  it('accepts an operator’s consent without a role in the benchmark, but no proposal', async () => {
    const { slug, number } = await frozenRound();
    const operator = await makeOperator(site);
    expect(await invalidateRound(operator, slug, number, { reason })).toMatchObject(refusedAs('forbidden'));
    expect(await invalidateRound(operator, slug, number, await consentOf(site, slug, number))).toMatchObject(
      refusedAs('not_found'),
    );
    unwrap(await invalidateRound(colleague, slug, number, { reason }));
    expect(
      unwrap(await invalidateRound(operator, slug, number, await consentOf(site, slug, number))).state,
    ).toBe('invalidated');
    const [act] = await site.superuser`select actor_kind from audit_events where act = 'round_invalidated'
      and user_id = ${operator.userId}`;
    expect(act).toMatchObject({ actor_kind: 'operator' });
  });

  it('fails for visitors, strangers and auditors, and for everybody while the round is not frozen', async () => {
    const slug = await makeBenchmark(owner);
    const number = await makeOpenRound(owner, slug, formatTestSet(items));
    const auditor = await makePerson(site);
    await giveRole(site, slug, auditor, 'auditor');
    expect(await invalidateRound(owner, slug, number, { reason })).toMatchObject({
      error: { kind: 'illegal_transition', state: 'open' },
    });
    unwrap(await freezeRound(owner, slug, number, { reason: 'Under review.' }));
    unwrap(await invalidateRound(owner, slug, number, { reason }));
    for (const input of [{ reason }, await consentOf(site, slug, number), { drop: true }]) {
      expect(await invalidateRound(null, slug, number, input)).toMatchObject(refusedAs('not_signed_in'));
      for (const stranger of [researcher, auditor])
        expect(await invalidateRound(stranger, slug, number, input)).toMatchObject(refusedAs('forbidden'));
    }
  });

  it('can be dropped only by its proposer, and consented to only in the version that was read', async () => {
    const { slug, number } = await frozenRound();
    const first = unwrap(await invalidateRound(owner, slug, number, { reason })).pending_invalidation!;
    expect(await invalidateRound(colleague, slug, number, { drop: true })).toMatchObject(
      refusedAs('forbidden'),
    );
    expect(unwrap(await invalidateRound(owner, slug, number, { drop: true }))).toMatchObject({
      state: 'frozen',
      pending_invalidation: null,
    });
    unwrap(await invalidateRound(owner, slug, number, { reason: 'Something else.' }));
    expect(await invalidateRound(colleague, slug, number, { consent_to: first.consent_to })).toMatchObject(
      refusedAs('not_found'),
    );
    // When a round is frozen again, no proposal from the earlier freeze remains.
    unwrap(await unfreezeRound(owner, slug, number));
    unwrap(await freezeRound(owner, slug, number, { reason: 'Again.' }));
    expect(await invalidateRound(colleague, slug, number, await consentOf(site, slug, number))).toMatchObject(
      {
        error: { kind: 'not_found' },
      },
    );
    for (const input of [{}, { consent_to: '' }, { reason, consent_to: first.consent_to }, { reason: '' }])
      expect(await invalidateRound(colleague, slug, number, input)).toMatchObject(
        refusedAs('invalid_request'),
      );
  });

  it('voids a proposal once its proposer has lost the role: no consent, and any maintainer drops it', async () => {
    const { slug, number } = await frozenRound();
    const [leaving, operator] = [await makePerson(site), await makeOperator(site)];
    await giveRole(site, slug, leaving, 'maintainer');
    expect(
      unwrap(await invalidateRound(leaving, slug, number, { reason })).pending_invalidation,
    ).toMatchObject({ void: false });
    unwrap(await changeRole(owner, slug, leaving.userId, { role: 'auditor' }));
    for (const [person, input] of [
      [colleague, await consentOf(site, slug, number)],
      [operator, await consentOf(site, slug, number)],
      [colleague, { reason: 'Another one.' }],
    ] as const)
      expect(await invalidateRound(person, slug, number, input)).toMatchObject(refusedAs('proposal_void'));
    // SQL of the web role can't invalidate the round either without a second person's consent.
    await expect(
      site.web.db.execute(
        `update invalidations set consented_by = '${colleague.userId}', consented_at = now() where proposed_by = '${leaving.userId}'`,
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: 'invalidations_void' } });
    expect(
      unwrap(await findMaintainedRoundPage(colleague, slug, number)).maintained?.moderated.pending,
    ).toMatchObject({ void: true });
    expect(unwrap(await invalidateRound(colleague, slug, number, { drop: true }))).toMatchObject({
      state: 'frozen',
      pending_invalidation: null,
    });
    unwrap(await invalidateRound(colleague, slug, number, { reason }));
    unwrap(await removeRole(owner, slug, colleague.userId));
    expect(await invalidateRound(owner, slug, number, await consentOf(site, slug, number))).toMatchObject(
      refusedAs('proposal_void'),
    );
  });

  it('accepts proposals and consents only from permitted roles, even when the web role writes them directly', async () => {
    const { slug, number } = await frozenRound();
    const stranger = await makePerson(site);
    await expect(
      site.web.db.execute(
        `insert into invalidations (round_id, reason, proposed_by, proposed_at)
          select round_id, 'x', '${stranger.userId}', now() from rounds join benchmarks using (benchmark_id) where slug = '${slug}'`,
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: 'invalidations_of_maintainers' } });
    unwrap(await invalidateRound(owner, slug, number, { reason }));
    await expect(
      site.web.db.execute(
        `update invalidations set consented_by = '${stranger.userId}', consented_at = now() from rounds, benchmarks
          where rounds.round_id = invalidations.round_id and rounds.benchmark_id = benchmarks.benchmark_id and slug = '${slug}'`,
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: 'invalidations_of_maintainers' } });
  });

  it('happens once when fifty consents arrive together', async () => {
    const { slug, number } = await frozenRound();
    unwrap(await invalidateRound(owner, slug, number, { reason }));
    const operators = await Promise.all(Array.from({ length: 10 }, () => makeOperator(site)));
    const consent = await consentOf(site, slug, number);
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        invalidateRound(i % 2 ? operators[i % 10]! : colleague, slug, number, consent),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    for (const outcome of outcomes)
      if (!outcome.ok)
        expect(outcome.error).toMatchObject({ kind: 'illegal_transition', state: 'invalidated' });
    expect(await invalidationsOf(slug)).toHaveLength(1);
    const [acts] = await site.superuser`select count(*)::int as count from audit_events
      join benchmarks using (benchmark_id) where slug = ${slug} and act = 'round_invalidated'`;
    expect(acts?.count).toBe(1);
  });

  it('returns used slots of the round and of the day at once, and keeps submissions and feedback', async () => {
    const slug = await makeBenchmark(owner, { quota_per_round: 2, quota_per_day: 2 });
    await giveRole(site, slug, colleague, 'maintainer');
    const number = await makeOpenRound(owner, slug, formatTestSet(items));
    const sent = [
      await submitPredictions(researcher, slug, predictions, { model: 'One' }),
      await submitPredictions(researcher, slug, predictions, { model: 'Two' }),
    ];
    const { feedback } = await awaitFinal(researcher, sent[0]!.id);
    await awaitFinal(researcher, sent[1]!.id);
    unwrap(await freezeRound(owner, slug, number, { reason: 'Under review.' }));
    unwrap(await invalidateRound(owner, slug, number, { reason }));
    const slots = async () =>
      (
        await site.superuser`
          select (select count(*)::int from round_slots where submission_id = any(${sent.map(({ id }) => id)})) as round,
            (select count(*)::int from day_slots where submission_id = any(${sent.map(({ id }) => id)})) as day`
      )[0];
    expect(await slots()).toEqual({ round: 2, day: 2 });
    unwrap(await invalidateRound(colleague, slug, number, await consentOf(site, slug, number)));
    expect(await slots()).toEqual({ round: 0, day: 0 });
    expect(unwrap(await findSubmission(researcher, sent[0]!.id))).toMatchObject({
      state: 'scored',
      feedback,
    });
    await makeOpenRound(owner, slug, formatTestSet(items));
    expect(unwrap(await findQuota(researcher, slug))).toMatchObject({
      round: { used: 0, left: 2 },
      day: { used: 0, left: 2 },
    });
  });

  it('keeps the scores visible with a notice, but the official ranking is that of an earlier round', async () => {
    const slug = await makeBenchmark(owner);
    await giveRole(site, slug, colleague, 'maintainer');
    const playRound = async (): Promise<number> => {
      const number = await makeOpenRound(owner, slug, formatTestSet(items));
      await scorePredictions(researcher, slug, predictions, { model: `Model ${number}` });
      await closeAndRank(owner, slug, number);
      return number;
    };
    const [first, second] = [await playRound(), await playRound()];
    // `equating`, the adjustment of scores, is computed by a later job, and again after each change.
    const boardOf = async (number: number) => ({
      ...unwrap(await findLeaderboard(slug, number)),
      equating: null,
    });
    // Overfitting and score adjustment are measured by jobs after the ranking's publication.
    const before = await waitUntil(async () => {
      const board = await boardOf(second);
      return board.overfitting ? board : undefined;
    });
    expect(before).toMatchObject({ frozen: false, invalidated: false });
    const official = async () => unwrap(await findBenchmark(null, slug)).newest_closed_round?.number;
    expect(await official()).toBe(second);

    unwrap(await freezeRound(owner, slug, second, { reason: 'Under review.' }));
    expect(await official()).toBe(first);
    expect(await boardOf(second)).toEqual({ ...before, frozen: true });

    unwrap(await invalidateRound(owner, slug, second, { reason }));
    unwrap(await invalidateRound(colleague, slug, second, await consentOf(site, slug, second)));
    expect(unwrap(await findBenchmark(null, slug))).toMatchObject({
      newest_closed_round: { number: first },
      frozen_round: null,
    });
    expect(await boardOf(second)).toEqual({ ...before, invalidated: true });
    expect(await unfreezeRound(owner, slug, second)).toMatchObject(refusedAs('illegal_transition'));
  });

  it('can’t be done by SQL of the web role with one person only or with another reason than proposed', async () => {
    const { slug, number } = await frozenRound();
    unwrap(await invalidateRound(owner, slug, number, { reason }));
    const asWeb = (statement: string) => site.web.db.execute(statement);
    const [{ round_id: roundId } = { round_id: '' }] = await site.superuser<{ round_id: string }[]>`
      select round_id from rounds join benchmarks using (benchmark_id) where slug = ${slug}`;
    const invalidate = `update rounds set state = 'invalidated', invalidated_at = now(), invalidation_reason = 'x'
      where round_id = '${roundId}'`;
    await expect(asWeb(invalidate)).rejects.toMatchObject({
      cause: { constraint_name: 'rounds_invalidated_by_two' },
    });
    await expect(
      asWeb(
        `update invalidations set consented_by = proposed_by, consented_at = now() where round_id = '${roundId}'`,
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: 'invalidations_two_people' } });
    // Without an audit event the web role can't either: db/forgery.db.test.ts covers that.
    await site.superuser`
      update invalidations set consented_by = ${colleague.userId}, consented_at = now() where round_id = ${roundId}`;
    await expect(asWeb(invalidate)).rejects.toMatchObject({
      cause: { constraint_name: 'rounds_invalidated_by_two' },
    });
  });
});
