import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBenchmarkBySlug } from '@/db/queries/benchmark-queries';
import { roundStates } from '@/lib/core/round/round-state';
import { makeBenchmark } from '../testing/make-benchmark';
import { makePerson } from '../testing/make-person';
import { makeTestSite, type TestSite } from '../testing/make-test-site';

const legal = new Set(['draft sealed', 'sealed open', 'open closed']);
const instant = new Date('2026-03-01T00:00:00Z');

describe('the table of rounds', () => {
  let site: TestSite;
  let benchmarkId: string;

  beforeAll(async () => {
    site = await makeTestSite();
    const slug = await makeBenchmark(await makePerson(site));
    benchmarkId = (await findBenchmarkBySlug(site.web.db, slug))!.benchmarkId;
  });
  afterAll(() => site?.drop());

  /** A row in any state, written past every use case. */
  async function insertRoundRow(state: string, ofBenchmark = benchmarkId): Promise<string> {
    const roundId = randomUUID();
    await site.superuser`
      insert into rounds (round_id, benchmark_id, number, title, state, test_set_byte_count, test_set_sealed_sha256,
        opens_at, closes_at, opened_at, sealed_at, item_count, feedback_count, final_count, scorer_version, feedback_policy)
      values (${roundId}, ${ofBenchmark}, (select coalesce(max(number), 0) + 1 from rounds), 'A round', ${state}, 1, '',
        ${instant}, ${new Date(instant.getTime() + 1)}, ${instant}, ${instant}, 4, 1, 3, '1', 'exact')`;
    return roundId;
  }

  it('moves a state along the three arrows and along no other, not even for a superuser', async () => {
    for (const from of roundStates)
      for (const to of roundStates) {
        if (from === to) continue;
        await site.superuser`delete from rounds`;
        const roundId = await insertRoundRow(from);
        const update = site.superuser`update rounds set state = ${to} where round_id = ${roundId}`.execute();
        if (legal.has(`${from} ${to}`)) await update;
        else
          await expect(update, `${from} to ${to}`).rejects.toMatchObject({
            constraint_name: 'rounds_legal_transition',
          });
      }
  });

  it('lets the web role close a round, and neither seal, open nor insert one that is beyond its draft', async () => {
    await site.superuser`delete from rounds`;
    const web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    try {
      const draft = await insertRoundRow('draft');
      await expect(web`update rounds set state = 'sealed' where round_id = ${draft}`).rejects.toMatchObject({
        constraint_name: 'rounds_web_only_closes',
      });
      const sealed = await insertRoundRow('sealed');
      await expect(web`update rounds set state = 'open' where round_id = ${sealed}`).rejects.toMatchObject({
        constraint_name: 'rounds_web_only_closes',
      });
      const open = await insertRoundRow('open');
      await web`update rounds set state = 'closed', closed_at = ${instant} where round_id = ${open}`;
      for (const forged of [
        { state: 'closed', sealed_at: instant, item_count: 4 },
        { state: 'draft', check_report: '{}' },
      ]) {
        const row = {
          round_id: randomUUID(),
          benchmark_id: benchmarkId,
          number: 900,
          title: 'Forged',
          test_set_byte_count: 1,
          test_set_sealed_sha256: '',
          ...forged,
        };
        await expect(web`insert into rounds ${web(row)}`).rejects.toMatchObject({
          constraint_name: 'rounds_begin_as_drafts',
        });
      }
    } finally {
      await web.end();
    }
  });

  it('lets the web role insert no submission that is scored already', async () => {
    const web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    const id = randomUUID();
    const row = {
      submission_id: id,
      round_id: id,
      team_id: id,
      model_id: id,
      version: '1',
      kind: 'predictions',
      disclosure: '',
      idempotency_key: 'k',
      request_sha256: '',
      file_sha256: '',
      file_byte_count: 1,
      received_at: instant,
      deadline_at: instant,
      state: 'queued',
      evidence: 'in-round',
    };
    try {
      for (const forged of [
        { state: 'scored' },
        { feedback: '{}' },
        { evidence: 'prospective' },
        { attempt: 2 },
      ])
        await expect(web`insert into submissions ${web({ ...row, ...forged })}`).rejects.toMatchObject({
          constraint_name: 'submissions_begin_queued',
        });
    } finally {
      await web.end();
    }
  });

  it('holds at most one open round a benchmark', async () => {
    await site.superuser`delete from rounds`;
    await insertRoundRow('open');
    const violation = { constraint_name: 'rounds_one_open_per_benchmark' };
    await expect(insertRoundRow('open')).rejects.toMatchObject(violation);
    const sealed = await insertRoundRow('sealed');
    await expect(
      site.superuser`update rounds set state = 'open' where round_id = ${sealed}`,
    ).rejects.toMatchObject(violation);
    const other = await makeBenchmark(await makePerson(site));
    await insertRoundRow('open', (await findBenchmarkBySlug(site.web.db, other))!.benchmarkId);
  });

  it('lets nothing of a sealed round’s parts, counts, policy or scorer change, whoever asks', async () => {
    await site.superuser`delete from rounds`;
    const roundId = await insertRoundRow('sealed');
    for (const change of [
      'item_count = 5',
      'feedback_count = 2',
      'final_count = 4',
      'sealed_at = now()',
      "scorer_version = '2'",
      "feedback_policy = 'final-only'",
    ])
      await expect(
        site.superuser.unsafe(`update rounds set ${change} where round_id = $1`, [roundId]),
        change,
      ).rejects.toMatchObject({ constraint_name: 'rounds_sealed_is_immutable' });
  });

  it('never leaves a final state of a submission', async () => {
    await site.superuser`delete from rounds`;
    const roundId = await insertRoundRow('open');
    const [team] = await site.superuser`select team_id from teams limit 1`;
    const modelId = randomUUID();
    await site.superuser`
      insert into models (model_id, benchmark_id, team_id, slug, name) values (${modelId}, ${benchmarkId}, ${team?.team_id}, 'm', 'm')`;
    for (const state of ['scored', 'rejected', 'failed']) {
      const submissionId = randomUUID();
      await site.superuser`
        insert into submissions (submission_id, round_id, team_id, model_id, version, kind, evidence, disclosure, idempotency_key,
          request_sha256, file_sha256, file_byte_count, state, received_at, code)
        values (${submissionId}, ${roundId}, ${team?.team_id}, ${modelId}, '1', 'predictions', 'in-round', '', ${submissionId},
          '', '', 1, ${state}, now(), 'x')`;
      for (const next of ['received', 'queued', 'scoring', 'scored', 'rejected', 'failed']) {
        if (next === state) continue;
        await expect(
          site.superuser`update submissions set state = ${next}, deadline_at = now() where submission_id = ${submissionId}`,
          `${state} to ${next}`,
        ).rejects.toMatchObject({ constraint_name: 'submissions_final_is_final' });
      }
    }
  });
});
