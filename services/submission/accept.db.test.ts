import { createHash, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, connect } from '@/db/client';
import { type BenchmarkRow, findBenchmarkBySlug } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { findOpenRound } from '@/db/queries/round-queries';
import { undisclosed } from '@/lib/core/model/disclosure';
import { nextUtcDay, utcDay } from '@/lib/core/quota/quota';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { setDatabaseClock } from '@/testing/set-database-clock';
import { withTestScorer } from '@/testing/start-test-scorer';
import { repetitions } from '@/testing/stress';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import type { Actor } from '../access/caller';
import { closeRound } from '../round/openings';
import { type Acceptance, acceptSubmission } from './accept';
import { submit } from './submit';

const parallelMax = 40;

/** Number of teams: each race is repeated with a team of its own. */
const teamCount = repetitions(1, 20);

const items = makeBinaryItems(10);

const predictions = formatPredictions(items.ids, 'no');

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('accepting a submission', () => {
  const site = provideTestSite();
  let pool: Client;
  const maintainer = providePerson(site);

  beforeAll(async () => {
    pool = connect(site.urls.web, { max: parallelMax });
  });
  afterAll(() => pool?.close());

  /** An open round of a new benchmark, with the scorer stopped. */
  async function openRoundOf(
    wishes: object,
  ): Promise<{ slug: string; number: number; roundId: string; benchmark: BenchmarkRow }> {
    const slug = await makeBenchmark(maintainer, wishes);
    const number = await withTestScorer(site, () => makeOpenRound(maintainer, slug, formatTestSet(items)));
    const benchmark = await findBenchmarkBySlug(site.web.db, slug);
    const round = benchmark && (await findOpenRound(site.web.db, benchmark.benchmarkId));
    if (!benchmark || !round) throw new Error('no open round');
    return { slug, number, roundId: round.roundId, benchmark };
  }

  async function teamOf(actor: Actor): Promise<Acceptance['team']> {
    const [team] = await site.superuser<Acceptance['team'][]>`
      select team_id as "teamId", slug, name from teams join team_members using (team_id) where user_id = ${actor.userId}`;
    return team!;
  }

  function acceptance(setting: Pick<Acceptance, 'benchmark' | 'roundId' | 'team' | 'userId'>): Acceptance {
    const submissionId = randomUUID();
    return {
      ...setting,
      submissionId,
      // Every request has a file of its own, and so a version of its own.
      metadata: {
        kind: 'predictions',
        model: `A model of ${setting.team.name}`,
        version: submissionId,
        disclosure: undisclosed,
      },
      idempotencyKey: submissionId,
      requestSha256: sha256Of(submissionId),
      file: { sha256: sha256Of(submissionId), byteCount: 1 },
      versionId: null,
    };
  }

  async function acceptInParallel(
    open: { benchmark: BenchmarkRow; roundId: string },
    actor: Actor,
    count: number,
    change: (acceptance: Acceptance) => Acceptance = (unchanged) => unchanged,
  ): Promise<{ accepted: number; refusals: Record<string, number> }> {
    const team = await teamOf(actor);
    const outcomes = await Promise.all(
      Array.from({ length: count }, () =>
        acceptSubmission(pool.db, change(acceptance({ ...open, team, userId: actor.userId }))),
      ),
    );
    const refusals: Record<string, number> = {};
    for (const outcome of outcomes)
      if (!outcome.ok) {
        const { kind } = outcome.error;
        const name = outcome.error.kind === 'quota_exhausted' ? `${kind}:${outcome.error.scope}` : kind;
        refusals[name] = (refusals[name] ?? 0) + 1;
      }
    return { accepted: outcomes.filter(({ ok }) => ok).length, refusals };
  }

  const countRows = async (table: string, roundId: string, actor: Actor): Promise<number> => {
    const { teamId } = await teamOf(actor);
    const [row] = await site.superuser.unsafe<{ count: number }[]>(
      `select count(*)::int as count from ${table} where team_id = $1 and submission_id in (select submission_id from submissions where round_id = $2)`,
      [teamId, roundId],
    );
    return row!.count;
  };

  it('accepts exactly five of 200 parallel submissions at a round quota of five, repeatedly, with five slots and five jobs', async () => {
    const open = await openRoundOf({ quota_per_round: 5, quota_per_day: 100 });
    for (let team = 0; team < teamCount; team++) {
      const researcher = await makePerson(site);
      expect(await acceptInParallel(open, researcher, 200)).toEqual({
        accepted: 5,
        refusals: { 'quota_exhausted:round': 195 },
      });
      expect(await countRows('round_slots', open.roundId, researcher)).toBe(5);
      expect(await countRows('day_slots', open.roundId, researcher)).toBe(5);
    }
    const [jobs] = await site.superuser`
      select count(*)::int as count from graphile_worker.jobs where task_identifier = 'score_submission'`;
    expect(jobs?.count).toBe(5 * teamCount);
  });

  it('accepts exactly five of 200 parallel submissions at a daily quota of five, repeatedly', async () => {
    const open = await openRoundOf({ quota_per_round: 1000, quota_per_day: 5 });
    for (let team = 0; team < teamCount; team++) {
      const researcher = await makePerson(site);
      const before = new Date();
      const outcome = await acceptInParallel(open, researcher, 200);
      if (utcDay(before) === utcDay(new Date()))
        expect(outcome).toEqual({ accepted: 5, refusals: { 'quota_exhausted:day': 195 } });
      // A submission that the daily quota refuses takes no slot of the round either.
      expect(await countRows('round_slots', open.roundId, researcher)).toBe(outcome.accepted);
    }
  });

  it('accepts one of 200 different files sent as version 2 of a model, and proposes the free version 3 in the other errors', async () => {
    const open = await openRoundOf({ quota_per_round: 1000, quota_per_day: 1000 });
    for (let team = 0; team < teamCount; team++) {
      const researcher = await makePerson(site);
      const asVersion = (version: string) => (sent: Acceptance) => ({
        ...sent,
        metadata: { ...sent.metadata, version },
      });
      expect(await acceptInParallel(open, researcher, 200, asVersion('2'))).toEqual({
        accepted: 1,
        refusals: { version_taken: 199 },
      });
      expect(await countRows('round_slots', open.roundId, researcher)).toBe(1);
      const sent = acceptance({ ...open, team: await teamOf(researcher), userId: researcher.userId });
      const { model } = sent.metadata;
      const refused = { kind: 'version_taken', model, version: '2', looksLike: null, next: '3' };
      expect(await acceptSubmission(pool.db, asVersion('2')(sent))).toEqual({ ok: false, error: refused });
      unwrap(await acceptSubmission(pool.db, asVersion('3')(sent)));
    }
  });

  it('accepts one of 200 submissions of one file by a team, whatever their model names, and names the accepted one in the other errors', async () => {
    const open = await openRoundOf({ quota_per_round: 1000, quota_per_day: 1000 });
    for (let team = 0; team < teamCount; team++) {
      const [researcher, other] = [await makePerson(site), await makePerson(site)];
      const file = { sha256: sha256Of('one file'), byteCount: 1 };
      const ofOneFile = (sent: Acceptance) => ({ ...sent, file });
      expect(await acceptInParallel(open, researcher, 200, ofOneFile)).toEqual({
        accepted: 1,
        refusals: { file_sent_already: 199 },
      });
      expect(await countRows('round_slots', open.roundId, researcher)).toBe(1);
      const { teamId } = await teamOf(researcher);
      const [sent] = await site.superuser<{ submissionId: string; version: string }[]>`
        select submission_id as "submissionId", version from submissions where team_id = ${teamId}`;
      const again = ofOneFile(
        acceptance({ ...open, team: await teamOf(researcher), userId: researcher.userId }),
      );
      expect(await acceptSubmission(pool.db, again)).toEqual({
        ok: false,
        error: { kind: 'file_sent_already', model: again.metadata.model, ...sent },
      });
      // After a rejection or failure the same file may be sent again, and another team may send it at any time.
      await site.superuser`
        update submissions set state = 'failed', code = 'gone', deadline_at = null where submission_id = ${sent!.submissionId}`;
      unwrap(await acceptSubmission(pool.db, again));
      expect((await acceptInParallel(open, other, 1, ofOneFile)).accepted).toBe(1);
    }
  });

  it('gives fifty parallel requests with one Idempotency-Key one submission, one slot and the same receipt', async () => {
    const open = await openRoundOf({ quota_per_round: 5, quota_per_day: 5 });
    const researcher = await makePerson(site);
    const send = () =>
      submit(researcher, open.slug, formRequest({ model: 'A model' }, 'file', predictions), {
        dryRun: false,
        idempotencyKey: 'once',
      });
    const results = (await Promise.all(Array.from({ length: 50 }, send))).map(unwrap);
    const receipts = results.flatMap((result) => (result.kind === 'accepted' ? [result] : []));
    expect(receipts.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
    expect(
      new Set(
        receipts.map(({ submission: { id, sha256, received_at, round } }) =>
          JSON.stringify([id, sha256, received_at, round]),
        ),
      ).size,
    ).toBe(1);
    expect(receipts).toHaveLength(50);
    expect(await countRows('submissions', open.roundId, researcher)).toBe(1);
    expect(await countRows('round_slots', open.roundId, researcher)).toBe(1);
    expect(await countRows('day_slots', open.roundId, researcher)).toBe(1);
    const files = await readdir(join(site.objectStoreDir, 'submissions'), { recursive: true });
    expect(files.filter((name) => name.endsWith('/file'))).toEqual([`${receipts[0]?.submission.id}/file`]);
  });

  it('fails in a dry run of an already sent file or version with the same error as in a submission, and without using a slot', async () => {
    const open = await openRoundOf({});
    const researcher = await makePerson(site);
    const send = (metadata: object, file: string, dryRun: boolean) =>
      submit(researcher, open.slug, formRequest(metadata, 'file', file), { dryRun, idempotencyKey: null });
    const model = 'A model';
    const accepted = unwrap(await send({ model, version: '1.2' }, predictions, false));
    const id = accepted.kind === 'accepted' ? accepted.submission.id : '';
    const sent = { kind: 'file_sent_already', submissionId: id, model, version: '1.2' };
    const taken = { kind: 'version_taken', model, version: '1.2', looksLike: null, next: '1.3' };
    const others = formatPredictions(items.ids, 'yes');
    for (const dryRun of [true, false]) {
      expect(await send({ model, version: '7' }, predictions, dryRun)).toEqual({ ok: false, error: sent });
      expect(await send({ model, version: '1.2' }, others, dryRun)).toEqual({ ok: false, error: taken });
    }
    expect(await send({ model, version: '1.3' }, others, true)).toMatchObject({ ok: true });
    expect(await countRows('round_slots', open.roundId, researcher)).toBe(1);
  });

  it('refuses a version name that looks like another version of the model in the round, and proposes a distinct name', async () => {
    const open = await openRoundOf({});
    const researcher = await makePerson(site);
    const send = (version: string, yesIndex: number, dryRun = false) =>
      submit(
        researcher,
        open.slug,
        formRequest(
          { model: 'A model', version },
          'file',
          formatPredictions(items.ids, (i) => (i === yesIndex ? 'yes' : 'no')),
        ),
        { dryRun, idempotencyKey: null },
      );
    unwrap(await send('1', 0));
    const alike = { ok: false, error: { kind: 'version_taken', version: 'l', looksLike: '1', next: 'l-2' } };
    for (const dryRun of [true, false]) expect(await send('l', 1, dryRun)).toMatchObject(alike);
    // A constraint of the database refuses the second of two concurrent submissions.
    const both = await Promise.all([send('O', 1), send('0', 2)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ error: { kind: 'version_taken' } });
    expect(await countRows('submissions', open.roundId, researcher)).toBe(2);
    const twin = site.superuser`
      insert into version_files select round_id, model_id, 'l', 'x', skeleton from version_files where version = '1' and round_id = ${open.roundId}`;
    await expect(twin).rejects.toMatchObject({ constraint_name: 'version_files_skeleton_key' });
  });

  it('refuses an Idempotency-Key that was used before with another file or other fields', async () => {
    const open = await openRoundOf({});
    const researcher = await makePerson(site);
    const send = (metadata: object, file: string) =>
      submit(researcher, open.slug, formRequest(metadata, 'file', file), {
        dryRun: false,
        idempotencyKey: 'again',
      });
    unwrap(await send({ model: 'A model' }, predictions));
    const conflict = { ok: false, error: { kind: 'idempotency_conflict' } };
    expect(await send({ model: 'A model' }, formatPredictions(items.ids, 'yes'))).toEqual(conflict);
    expect(await send({ model: 'Another model' }, predictions)).toEqual(conflict);
    expect(await countRows('round_slots', open.roundId, researcher)).toBe(1);
  });

  it('stops within five seconds of a close under a stream of submissions, and accepts none at or after the close, repeatedly', async () => {
    for (let time = 0; time < repetitions(1, 20); time++) {
      const open = await openRoundOf({ quota_per_round: 1000, quota_per_day: 100 });
      const researchers = await Promise.all(Array.from({ length: 8 }, () => makePerson(site)));
      let isClosed = false;
      const received: Date[] = [];
      const refusals = new Set<string>();
      const stream = researchers.flatMap((researcher) =>
        Array.from({ length: 5 }, async () => {
          const team = await teamOf(researcher);
          for (let afterClose = 0; afterClose < 2; afterClose += isClosed ? 1 : 0) {
            const outcome = await acceptSubmission(
              pool.db,
              acceptance({ ...open, team, userId: researcher.userId }),
            );
            if (outcome.ok) received.push(outcome.value.submission.submission.receivedAt);
            else refusals.add(outcome.error.kind);
          }
        }),
      );
      await sleep(200 + 50 * time);
      const before = performance.now();
      const closed = unwrap(
        await closeRound(maintainer, open.slug, open.number, { reason: 'It has run long enough' }),
      );
      const closingMs = performance.now() - before;
      isClosed = true;
      await Promise.all(stream);
      expect(received.length).toBeGreaterThan(0);
      for (const instant of received) expect(instant.getTime()).toBeLessThan(Date.parse(closed.closed_at!));
      expect([...refusals].sort()).toEqual(
        refusals.size > 1 ? ['no_open_round', 'quota_exhausted'] : ['no_open_round'],
      );
      expect(closingMs).toBeLessThan(5_000);
    }
  });

  describe('accepting by the database’s clock', () => {
    let moved: Client;
    /** Opens a new pool of connections whose database clock starts at `instant`. */
    async function moveClock(instant: Date): Promise<void> {
      await setDatabaseClock(site, instant);
      moved = connect(site.urls.web, { max: parallelMax });
    }

    /** Keeps 40 requests running concurrently for `durationMs`. @returns the times at which submissions were accepted */
    async function acceptFor(
      durationMs: number,
      open: { benchmark: BenchmarkRow; roundId: string },
      actor: Actor,
    ): Promise<Date[]> {
      const team = await teamOf(actor);
      const end = performance.now() + durationMs;
      const receivedAt: Date[] = [];
      await Promise.all(
        Array.from({ length: 40 }, async () => {
          while (performance.now() < end) {
            const outcome = await acceptSubmission(
              moved.db,
              acceptance({ ...open, team, userId: actor.userId }),
            );
            if (outcome.ok) receivedAt.push(outcome.value.submission.submission.receivedAt);
          }
        }),
      );
      return receivedAt;
    }

    it('accepts five before and five after midnight UTC when submissions race across it at a daily quota of five', async () => {
      const open = await openRoundOf({ quota_per_round: 1000, quota_per_day: 5 });
      const midnight = nextUtcDay(new Date());
      await moveClock(new Date(midnight.getTime() - 2_500));
      try {
        const received = await acceptFor(4_000, open, await makePerson(site));
        const days = received.map(utcDay);
        expect(days.filter((day) => day === utcDay(new Date(midnight.getTime() - 1)))).toHaveLength(5);
        expect(days.filter((day) => day === utcDay(midnight))).toHaveLength(5);
        expect(days).toHaveLength(10);
      } finally {
        await moved.close();
      }
    });

    it('accepts submissions before closes_at and none from then on, also before the round’s state changes', async () => {
      const open = await openRoundOf({ quota_per_round: 1000, quota_per_day: 100 });
      const [{ closes_at: closesAt } = { closes_at: new Date(0) }] = await site.superuser<
        { closes_at: Date }[]
      >`
        select closes_at from rounds where round_id = ${open.roundId}`;
      await moveClock(new Date(closesAt.getTime() - 2_500));
      try {
        const received = await acceptFor(3_500, open, await makePerson(site));
        expect(received.length).toBeGreaterThan(0);
        for (const instant of received) expect(instant.getTime()).toBeLessThan(closesAt.getTime());
        expect((await readClock(moved.db)).getTime()).toBeGreaterThan(closesAt.getTime());
      } finally {
        await moved.close();
      }
    });
  });
});
