import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, connect } from '@/db/client';
import { findBenchmarkBySlug } from '@/db/queries/benchmark-queries';
import { findRoundByNumber } from '@/db/queries/round-queries';
import { undisclosed } from '@/lib/core/model/disclosure';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound, makeSealedRound } from '@/testing/make-benchmark';
import { giveRole, makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer, withTestScorer } from '@/testing/start-test-scorer';
import { repetitions } from '@/testing/stress';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { findBenchmark } from '../benchmark/view';
import { findLeaderboard } from '../publication/find-leaderboard';
import { acceptSubmission } from '../submission/accept';
import { submit } from '../submission/submit';
import { requireTeam } from '../team/team';
import { freezeRound, unfreezeRound } from './freeze';
import { closeRound } from './openings';

const items = makeBinaryItems(10);

const predictions = formatPredictions(items.ids, 'no');

const reason = 'A file with the labels is on a forum.';

describe('freezing a round', () => {
  const site = provideTestSite();
  let pool: Client;
  const owner = providePerson(site);

  beforeAll(async () => {
    pool = connect(site.urls.web, { max: 40 });
  });
  afterAll(() => pool?.close());

  async function openAnother(slug: string): Promise<number> {
    const scorer = await startTestScorer(site);
    const number = await makeOpenRound(owner, slug, formatTestSet(items));
    // The first provisional table, still without entries, is published after the opening.
    await waitUntil(async () => (await findLeaderboard(slug, number)).ok);
    await scorer.stop();
    return number;
  }

  async function openRound(): Promise<{ slug: string; number: number }> {
    const slug = await makeBenchmark(owner);
    return { slug, number: await openAnother(slug) };
  }

  const actsOf = async (slug: string) =>
    (
      await site.superuser<{ act: string; actor_kind: string; is_public: boolean; detail: object }[]>`
        select act, actor_kind, is_public, detail from audit_events join benchmarks using (benchmark_id)
        where slug = ${slug} and act in ('round_frozen', 'round_unfrozen') order by audit_event_id`
    ).map((row) => ({ ...row }));

  const noticesOf = async (slug: string) =>
    (
      await site.superuser<{ kind: string; detail: object }[]>`
        select kind, detail from notices join benchmarks using (benchmark_id)
        where slug = ${slug} and kind in ('round_frozen', 'round_unfrozen') order by notices.created_at`
    ).map((row) => ({ ...row }));

  it('accepts no submission at or after the freeze, and loses none that came before it, in repeated races with 200 submissions', async () => {
    for (let time = 0; time < repetitions(1, 20); time++) {
      const { slug, number } = await openRound();
      const benchmark = (await findBenchmarkBySlug(site.web.db, slug))!;
      const { roundId } = (await findRoundByNumber(site.web.db, benchmark.benchmarkId, number))!;
      const people = await Promise.all(Array.from({ length: 10 }, () => makePerson(site)));
      const teams = await Promise.all(
        people.map(async (person) => unwrap(await requireTeam(site.web.db, person, null))),
      );
      let responseCount = 0;
      const racing = Array.from({ length: 200 }, (_, i) => {
        const submissionId = randomUUID();
        return acceptSubmission(pool.db, {
          submissionId,
          userId: people[i % 10]!.userId,
          team: teams[i % 10]!,
          benchmark,
          roundId,
          metadata: { kind: 'predictions', model: `Model ${i}`, version: '1', disclosure: undisclosed },
          idempotencyKey: submissionId,
          requestSha256: createHash('sha256').update(submissionId).digest('hex'),
          file: { sha256: createHash('sha256').update(submissionId).digest('hex'), byteCount: 1 },
          versionId: null,
        }).finally(() => responseCount++);
      });
      await waitUntil(async () => responseCount > time, { everyMs: 1 });
      const frozen = unwrap(await freezeRound(owner, slug, number, { reason }));
      const outcomes = await Promise.all(racing);
      const accepted = outcomes.flatMap((outcome) =>
        outcome.ok ? [outcome.value.submission.submission] : [],
      );
      expect(accepted.length).toBeGreaterThan(0);
      expect(accepted.length).toBeLessThan(200);
      for (const { receivedAt } of accepted)
        expect(receivedAt.getTime()).toBeLessThan(Date.parse(frozen.frozen_at!));
      for (const outcome of outcomes)
        if (!outcome.ok)
          expect(outcome.error).toEqual({
            kind: 'round_frozen',
            reason,
            frozenAt: new Date(frozen.frozen_at!),
          });
      const [frozenRow] = await site.superuser`
        select (select count(*)::int from submissions where round_id = ${roundId}) as submissions,
          (select count(*)::int from round_slots where round_id = ${roundId}) as slots,
          (select count(*)::int from graphile_worker.jobs where key like 'score:%'
            and substr(key, 7)::uuid in (select submission_id from submissions where round_id = ${roundId})) as jobs`;
      expect(frozenRow).toEqual({
        submissions: accepted.length,
        slots: accepted.length,
        jobs: accepted.length,
      });
    }
  });

  it('shows its reason at once to dry runs and submissions and on public pages', async () => {
    const { slug, number } = await openRound();
    const researcher = await makePerson(site);
    const frozen = unwrap(await freezeRound(owner, slug, number, { reason }));
    const refusal = { kind: 'round_frozen', reason, frozenAt: new Date(frozen.frozen_at!) };
    for (const dryRun of [true, false])
      expect(
        await submit(researcher, slug, formRequest({ model: 'A model' }, 'file', predictions), {
          dryRun,
          idempotencyKey: null,
        }),
      ).toEqual({ ok: false, error: refusal });
    expect(frozen).toMatchObject({ state: 'frozen', frozen_from: 'open', freeze_reason: reason });
    expect(unwrap(await findBenchmark(null, slug))).toMatchObject({
      open_round: null,
      frozen_round: { number, freeze_reason: reason, frozen_at: frozen.frozen_at },
    });
    expect(await actsOf(slug)).toEqual([
      {
        act: 'round_frozen',
        actor_kind: 'maintainer',
        is_public: true,
        detail: { reason, from: 'open' },
      },
    ]);
    expect(await noticesOf(slug)).toEqual([{ kind: 'round_frozen', detail: { reason } }]);
  });

  it('scores submissions from before the freeze and keeps their feedback, but publishes results only after the unfreeze', async () => {
    const { slug, number } = await openRound();
    const researcher = await makePerson(site);
    const { id } = await submitPredictions(researcher, slug, predictions);
    const published = async () =>
      (
        await site.superuser`select snapshot_id from snapshots join rounds using (round_id)
        join benchmarks using (benchmark_id) where slug = ${slug}`
      ).length;
    const before = await published();
    unwrap(await freezeRound(owner, slug, number, { reason }));
    const scorer = await startTestScorer(site);
    try {
      const scored = await awaitFinal(researcher, id);
      expect(scored).toMatchObject({ state: 'scored', feedback: { outcome: 'score' } });
      await waitUntil(
        async () =>
          (await site.superuser`select from graphile_worker.jobs where key like 'snapshot:%'`).length === 0,
      );
      expect(await published()).toBe(before);
      expect(await findLeaderboard(slug, number)).toMatchObject({
        value: { frozen: true, invalidated: false, entries: [] },
      });

      expect(unwrap(await unfreezeRound(owner, slug, number))).toMatchObject({
        state: 'open',
        closed_at: null,
        frozen_at: null,
        freeze_reason: null,
      });
      await waitUntil(async () => (await published()) > before);
      expect(await findLeaderboard(slug, number)).toMatchObject({
        value: { frozen: false, provisional: true, entries: [{ model: 'A model' }] },
      });
      await submitPredictions(researcher, slug, predictions, { model: 'Another' });

      unwrap(await closeRound(owner, slug, number, { reason: 'It has run long enough' }));
      const official = await waitUntil(async () => {
        const board = await findLeaderboard(slug, number);
        return board.ok && board.value;
      });
      expect(official.entries).toHaveLength(2);
      const { closed_at } = unwrap(await freezeRound(owner, slug, number, { reason }));
      expect(unwrap(await findBenchmark(null, slug)).newest_closed_round).toBeNull();
      expect(await findLeaderboard(slug, number)).toMatchObject({
        value: { frozen: true, split: 'final', snapshot_id: official.snapshot_id },
      });
      expect(unwrap(await unfreezeRound(owner, slug, number))).toMatchObject({ state: 'closed', closed_at });
      expect(unwrap(await findBenchmark(null, slug)).newest_closed_round).toMatchObject({ number });
    } finally {
      await scorer.stop();
    }
    expect((await noticesOf(slug)).map(({ kind }) => kind)).toEqual([
      'round_frozen',
      'round_unfrozen',
      'round_frozen',
      'round_unfrozen',
    ]);
  });

  it('causes one mail a day however often a round is frozen and unfrozen, and one audit event each time', async () => {
    const { slug, number } = await openRound();
    for (let time = 0; time < 4; time++) {
      unwrap(await freezeRound(owner, slug, number, { reason }));
      unwrap(await unfreezeRound(owner, slug, number));
    }
    expect(await actsOf(slug)).toHaveLength(8);
    expect((await noticesOf(slug)).map(({ kind }) => kind)).toEqual(['round_frozen', 'round_unfrozen']);
    // Simulates that the earlier notices are a day old; they no longer prevent a new one.
    await site.superuser`update notices set key = key || ' of a day before' from benchmarks b
      where b.benchmark_id = notices.benchmark_id and b.slug = ${slug}`;
    unwrap(await freezeRound(owner, slug, number, { reason }));
    expect(await noticesOf(slug)).toHaveLength(3);
  });

  it('closes the round when it is unfrozen after its planned close, dated at the planned close', async () => {
    const { slug, number } = await openRound();
    unwrap(await freezeRound(owner, slug, number, { reason }));
    const [planned] = await site.superuser<{ closes_at: Date }[]>`
      update rounds set closes_at = clock_timestamp() - interval '1 millisecond' from benchmarks b
      where b.benchmark_id = rounds.benchmark_id and b.slug = ${slug} returning closes_at`;
    expect(unwrap(await unfreezeRound(owner, slug, number))).toMatchObject({
      state: 'closed',
      closed_at: planned!.closes_at.toISOString(),
      closes_at: planned!.closes_at.toISOString(),
    });
  });

  it('closes the round when it is unfrozen after another one has opened, dated at that opening', async () => {
    const { slug, number } = await openRound();
    unwrap(await freezeRound(owner, slug, number, { reason }));
    const next = await openAnother(slug);
    const { open_round } = unwrap(await findBenchmark(null, slug));
    expect(open_round?.number).toBe(next);
    const { state, closed_at } = unwrap(await unfreezeRound(owner, slug, number));
    expect({ state, closed_at }).toEqual({ state: 'closed', closed_at: open_round?.opens_at });
  });

  it('closes the round when it is unfrozen while another one is being opened', async () => {
    const { slug, number } = await openRound();
    unwrap(await freezeRound(owner, slug, number, { reason }));
    const next = await withTestScorer(site, () => makeSealedRound(owner, slug, formatTestSet(items)));
    let unfreezing: ReturnType<typeof unfreezeRound> | undefined;
    await site.superuser.begin(async (tx) => {
      await tx`select from benchmarks where slug = ${slug} for update`;
      await tx`update rounds set state = 'open', opened_at = clock_timestamp(), closes_at = clock_timestamp() + interval '1 day'
        from benchmarks b where b.benchmark_id = rounds.benchmark_id and b.slug = ${slug} and number = ${next}`;
      unfreezing = unfreezeRound(owner, slug, number);
      // The unfreeze must wait for the lock on the benchmark, which the opening of the other round holds.
      await waitUntil(
        async () =>
          (
            await site.superuser`select from pg_stat_activity
              where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'transactionid'`
          ).length > 0,
      );
    });
    expect(unwrap(await unfreezing!)).toMatchObject({ state: 'closed' });
  });

  it('requires a maintainer, a reason, and an open or closed round', async () => {
    const { slug, number } = await openRound();
    const [stranger, auditor, colleague] = [
      await makePerson(site),
      await makePerson(site),
      await makePerson(site),
    ];
    await giveRole(site, slug, auditor, 'auditor');
    await giveRole(site, slug, colleague, 'maintainer');
    const operator = { ...stranger, isOperator: true };
    for (const [actor, kind] of [
      [null, 'not_signed_in'],
      [stranger, 'forbidden'],
      [operator, 'forbidden'],
      [auditor, 'forbidden'],
    ] as const) {
      expect(await freezeRound(actor, slug, number, { reason })).toMatchObject({ error: { kind } });
      expect(await unfreezeRound(actor, slug, number)).toMatchObject({ error: { kind } });
    }
    for (const input of [
      {},
      { reason: '' },
      { reason: '  ' },
      { reason: 'a\nb' },
      { reason: 'x'.repeat(501) },
    ])
      expect(await freezeRound(colleague, slug, number, input)).toMatchObject({
        error: { kind: 'invalid_request', faults: [{ field: 'reason' }] },
      });
    expect(await unfreezeRound(colleague, slug, number)).toMatchObject({
      error: { kind: 'illegal_transition', state: 'open' },
    });
    unwrap(await freezeRound(colleague, slug, number, { reason }));
    expect(await freezeRound(owner, slug, number, { reason })).toMatchObject({
      error: { kind: 'illegal_transition', state: 'frozen' },
    });
  });
});
