import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Direction } from '@/lib/core/benchmark';
import { pickCounting } from '@/lib/core/submission/submission-state';
import { ensureTeam } from '@/services/team/team';
import { makeBenchmark } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';

type Sent = {
  minute: number;
  score: number | null;
  isAutomatic: boolean;
  state: 'scored' | 'rejected';
  isWithdrawn: boolean;
  isChosen: boolean;
};

const scored: Sent = {
  minute: 0,
  score: null,
  isAutomatic: false,
  state: 'scored',
  isWithdrawn: false,
  isChosen: false,
};

describe('counting_submission', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  let teamId: string;

  beforeAll(async () => {
    teamId = (await ensureTeam(site.web.db, maintainer)).teamId;
  });

  async function makeRound(direction: Direction) {
    const slug = await makeBenchmark(maintainer);
    const [row] = await site.superuser<{ roundId: string; benchmarkId: string }[]>`
      insert into rounds (benchmark_id, number, queue_order, title, test_set_byte_count, test_set_sealed_sha256)
      select benchmark_id, 1, 1, 'A round', 1, 'a' from benchmarks where slug = ${slug}
      returning benchmark_id as "benchmarkId", round_id as "roundId"`;
    await site.withoutTriggers`update benchmarks set direction = ${direction} where benchmark_id = ${row!.benchmarkId}`;
    return row!;
  }

  /** Inserts a model with these submissions. @returns their ids in order, and the id of the counting one */
  async function enter(round: { roundId: string; benchmarkId: string }, sent: readonly Sent[]) {
    const modelId = randomUUID();
    const rows = sent.map((one) => ({ ...one, id: randomUUID(), receivedAt: receivedAt(one) }));
    const counting = await site.superuser.begin(async (tx) => {
      // Disables triggers, since the test needs rows that no role may insert.
      await tx`set local session_replication_role = replica`;
      await tx`insert into models (model_id, benchmark_id, team_id, name, skeleton, slug)
        values (${modelId}, ${round.benchmarkId}, ${teamId}, ${modelId}, ${modelId}, ${modelId})`;
      for (const row of rows)
        await tx`
          insert into submissions (submission_id, round_id, team_id, model_id, version, version_skeleton, kind, version_id,
            is_automatic, evidence, disclosure, idempotency_key, request_sha256, file_sha256, file_byte_count, state,
            received_at, code, withdrawn_at, chosen_at, feedback)
          values (${row.id}, ${round.roundId}, ${teamId}, ${modelId}, ${row.id}, ${row.id},
            ${row.isAutomatic ? 'onnx' : 'predictions'}, ${row.isAutomatic ? randomUUID() : null}, ${row.isAutomatic},
            ${row.isAutomatic ? 'prospective' : 'in-round'}, '{}', ${row.id}, 'a', ${row.id}, 1, ${row.state},
            ${row.receivedAt}, ${row.state === 'rejected' ? 'bad_header' : null},
            ${row.isWithdrawn ? row.receivedAt : null}, ${row.isChosen ? row.receivedAt : null},
            ${row.isAutomatic ? null : tx.json({ score: row.score })})`;
      const [found] = await tx<{ id: string | null }[]>`
        select counting_submission(${round.roundId}, ${modelId}) as id`;
      return found!.id;
    });
    return { rows, counting };
  }

  it('takes the better of two reported scores by the direction of the metric, and the earlier of equal ones', async () => {
    const placeOf = async (direction: Direction, ...sent: Sent[]) => {
      const { rows, counting } = await enter(await makeRound(direction), sent);
      return rows.findIndex(({ id }) => id === counting);
    };
    const [early, late] = [
      { ...scored, minute: 1, score: 0.8 },
      { ...scored, minute: 2, score: 0.7 },
    ];
    const refused = { ...scored, minute: 3 };
    expect(await placeOf('higher', early, late, refused)).toBe(0);
    expect(await placeOf('lower', early, late, refused)).toBe(1);
    expect(await placeOf('higher', early, { ...late, score: 0.8 })).toBe(0);
    expect(await placeOf('higher', early, { ...late, isChosen: true })).toBe(1);
    expect(await placeOf('higher', { ...early, isWithdrawn: true }, late, refused)).toBe(1);
    expect(await placeOf('higher', { ...early, score: null }, { ...late, score: null }, refused)).toBe(2);
    expect(await placeOf('higher', { ...early, score: null }, { ...refused, isAutomatic: true })).toBe(0);
    expect(
      await placeOf(
        'higher',
        { ...refused, isAutomatic: true, minute: 4 },
        { ...refused, isAutomatic: true },
      ),
    ).toBe(0);
    expect(await placeOf('higher', { ...early, state: 'rejected' })).toBe(-1);
  });

  it('picks the same submission as the verifier of the archive does', async () => {
    const rounds = { higher: await makeRound('higher'), lower: await makeRound('lower') };
    const anySent = fc.record<Sent>({
      minute: fc.nat(3),
      score: fc.option(fc.constantFrom(0, 0.7, 0.70001, 1e-7, 12.5), { nil: null }),
      isAutomatic: fc.boolean(),
      state: fc.constantFrom('scored', 'scored', 'scored', 'rejected'),
      isWithdrawn: fc.constantFrom(false, false, true),
      isChosen: fc.constant(false),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('higher' as const, 'lower' as const),
        fc.array(anySent, { minLength: 1, maxLength: 6 }),
        fc.nat(11),
        async (direction, drawn, chosenAt) => {
          const sent = drawn.map((one, i) => ({ ...one, isChosen: i === chosenAt && !one.isWithdrawn }));
          const { rows, counting } = await enter(rounds[direction], sent);
          const candidates = rows
            .filter(({ state, isWithdrawn }) => state === 'scored' && !isWithdrawn)
            .map((row) => ({ ...row, reportedScore: row.isAutomatic ? null : row.score }));
          expect(pickCounting(candidates, direction, () => 'a model')[0]?.id ?? null).toBe(counting);
        },
      ),
      { numRuns: 200 },
    );
  });
});

const receivedAt = ({ minute }: Sent) => new Date(Date.UTC(2026, 2, 1, 0, minute));
