import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { findBenchmarkBySlug } from '@/db/queries/benchmark-queries';
import { undisclosed } from '@/lib/core/model/disclosure';
import { nextStates, roundStates } from '@/lib/core/round/round-state';
import { ignoreUnrecordedChanges } from '@/testing/ignore-unrecorded-changes';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';

const instant = new Date('2026-03-01T00:00:00Z');

describe('table of rounds', () => {
  const site = provideTestSite();
  let benchmarkId: string;

  beforeAll(async () => {
    await ignoreUnrecordedChanges(site, 'rounds', 'invalidations');
    const slug = await makeBenchmark(await makePerson(site));
    benchmarkId = (await findBenchmarkBySlug(site.web.db, slug))!.benchmarkId;
  });

  /**
   * Inserts a round in any state, without a use case. A frozen round was open before; each round may take
   * every legal transition.
   */
  async function insertRoundRow(state: string, ofBenchmark = benchmarkId): Promise<string> {
    const roundId = randomUUID();
    await site.superuser`
      insert into rounds (round_id, benchmark_id, number, queue_order, title, state, test_set_byte_count, test_set_sealed_sha256,
        opens_at, closes_at, opened_at, sealed_at, item_count, feedback_count, final_count, scorer_version, feedback_policy, commitment,
        frozen_from, frozen_at, freeze_reason, invalidated_at, invalidation_reason, revealed_at, archive)
      values (${roundId}, ${ofBenchmark}, (select coalesce(max(number), 0) + 1 from rounds), 1, 'A round', ${state}, 1, '',
        ${instant}, ${new Date(instant.getTime() + 1)}, ${instant}, ${instant}, 4, 1, 3, '1', 'exact', '{}',
        'open', ${instant}, 'a leak', ${instant}, 'a leak', ${instant}, '[]')`;
    return roundId;
  }

  async function deleteRounds(): Promise<void> {
    await site.superuser`delete from invalidations`;
    await site.superuser`delete from rounds`;
  }

  async function insertConsent(roundId: string, reason: string): Promise<void> {
    await site.superuser`
      insert into invalidations (round_id, reason, proposed_at, consented_at, consented_by)
      values (${roundId}, ${reason}, ${instant}, ${instant}, ${(await makePerson(site)).userId})`;
  }

  it('allows only the transitions of lib/core/round, even for a superuser', async () => {
    for (const from of roundStates)
      for (const to of roundStates) {
        if (from === to) continue;
        await deleteRounds();
        const roundId = await insertRoundRow(from);
        if (to === 'invalidated') {
          await insertConsent(roundId, 'a leak');
          await site.superuser`update rounds set replaces_round_id = ${roundId} where round_id = ${await insertRoundRow('draft')}`;
          await site.superuser`update rounds set state = 'sealed' where replaces_round_id = ${roundId}`;
        }
        const update =
          to === 'frozen'
            ? site.superuser`update rounds set state = 'frozen', frozen_from = ${from} where round_id = ${roundId}`.execute()
            : site.superuser`update rounds set state = ${to} where round_id = ${roundId}`.execute();
        if (nextStates[from].includes(to)) await update;
        else
          await expect(update, `${from} to ${to}`).rejects.toMatchObject({
            constraint_name: 'rounds_legal_transition',
          });
      }
    await deleteRounds();
  });

  it('invalidates a frozen round for the reason that two people agreed on, and a sealed one only when it is replaced', async () => {
    const frozen = await insertRoundRow('frozen');
    const invalidate = (id: string) =>
      site.superuser`update rounds set state = 'invalidated' where round_id = ${id}`.execute();
    await expect(invalidate(frozen)).rejects.toMatchObject({ constraint_name: 'rounds_invalidated_by_two' });
    await insertConsent(frozen, 'another reason');
    await expect(invalidate(frozen)).rejects.toMatchObject({ constraint_name: 'rounds_invalidated_by_two' });
    const sealed = await insertRoundRow('sealed');
    await expect(invalidate(sealed)).rejects.toMatchObject({ constraint_name: 'rounds_sealed_is_replaced' });
    const person = await makePerson(site, 'consents');
    await expect(
      site.superuser`insert into invalidations (round_id, reason, proposed_by, proposed_at, consented_by, consented_at)
        values (${frozen}, 'a leak', ${person.userId}, ${instant}, ${person.userId}, ${instant})`,
    ).rejects.toMatchObject({ constraint_name: 'invalidations_two_people' });
    await deleteRounds();
  });

  it('unfreezes a round to its state before the freeze, and never a closed one to open', async () => {
    const closed = await insertRoundRow('closed');
    const wrong = site.superuser`update rounds set state = 'frozen', frozen_from = 'open' where round_id = ${closed}`;
    await expect(wrong).rejects.toMatchObject({ constraint_name: 'rounds_frozen_from' });
    await site.superuser`update rounds set state = 'frozen', frozen_from = 'closed' where round_id = ${closed}`;
    const reopened = site.superuser`update rounds set state = 'open' where round_id = ${closed}`;
    await expect(reopened).rejects.toMatchObject({ constraint_name: 'rounds_frozen_from' });
    await deleteRounds();
  });

  it('lets the web role close and freeze a round, but not seal or open one, nor insert one that is no draft', async () => {
    await deleteRounds();
    const web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    try {
      const draft = await insertRoundRow('draft');
      await expect(web`update rounds set state = 'sealed' where round_id = ${draft}`).rejects.toMatchObject({
        constraint_name: 'rounds_not_the_webs',
      });
      const sealed = await insertRoundRow('sealed');
      await expect(web`update rounds set state = 'open' where round_id = ${sealed}`).rejects.toMatchObject({
        constraint_name: 'rounds_not_the_webs',
      });
      const open = await insertRoundRow('open');
      await web`update rounds set state = 'frozen', frozen_from = 'open' where round_id = ${open}`;
      await web`update rounds set state = 'closed', closed_at = ${instant} where round_id = ${open}`;
      const reveal = web`update rounds set state = 'revealed' where round_id = ${open}`;
      await expect(reveal).rejects.toMatchObject({ constraint_name: 'rounds_not_the_webs' });
      for (const forged of [
        { state: 'closed', sealed_at: instant, item_count: 4 },
        { state: 'draft', check_report: '{}' },
      ]) {
        const row = {
          round_id: randomUUID(),
          benchmark_id: benchmarkId,
          number: 900,
          queue_order: 900,
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
      version_skeleton: '1',
      kind: 'predictions',
      disclosure: undisclosed,
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

  it('can’t be replaced by a temporary table of the web role', async () => {
    await deleteRounds();
    const [{ name } = { name: '' }] = await site.superuser<
      { name: string }[]
    >`select current_database() as name`;
    // The site's own database doesn't grant this right (db/roles.db.test.ts); a clone of the template begins
    // with PostgreSQL's default.
    await site.superuser`grant temporary on database ${site.superuser(name)} to public`;
    const frozen = await insertRoundRow('frozen');
    const web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    const invalidate = () =>
      web`update rounds set state = 'invalidated' where round_id = ${frozen}`.execute();
    try {
      await web`create temporary table invalidations as
        select ${frozen}::uuid as round_id, now() as consented_at, gen_random_uuid() as consented_by,
          null::timestamptz as dropped_at, 'a leak' as reason`;
      await expect(invalidate()).rejects.toMatchObject({ constraint_name: 'rounds_invalidated_by_two' });

      await insertConsent(frozen, 'a leak');
      await web`create temporary table round_slots as select ${frozen}::uuid as round_id`;
      await web`grant all on pg_temp.round_slots to public`;
      await web`create function pg_temp.rise() returns trigger language plpgsql as 'begin delete from public.audit_links; return old; end'`;
      await web`create trigger rise before delete on pg_temp.round_slots for each row execute function pg_temp.rise()`;
      await invalidate();
      expect(await web`select 1 from pg_temp.round_slots`).toHaveLength(1);
    } finally {
      await web.end();
    }
  });

  it('lets the web role change neither title, dates nor reasons of a sealed round, nor postpone a close', async () => {
    await deleteRounds();
    const later = new Date(instant.getTime() + 3_600_000);
    const web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    try {
      for (const state of ['sealed', 'open', 'closed', 'frozen', 'revealed', 'invalidated']) {
        const roundId = await insertRoundRow(state);
        for (const change of [
          { title: 'Another' },
          { opens_at: later },
          { closes_at: later },
          { closed_at: later },
          { frozen_at: later },
          { freeze_reason: 'another' },
          { frozen_from: 'closed' },
          { invalidated_at: later },
          { invalidation_reason: 'another' },
        ])
          await expect(
            web`update rounds set ${web(change)} where round_id = ${roundId}`,
            `${state}: ${Object.keys(change)}`,
          ).rejects.toMatchObject({ constraint_name: 'rounds_not_rewritten' });
        await deleteRounds();
      }
      const open = await insertRoundRow('open');
      await expect(
        web`update rounds set state = 'closed', closes_at = ${later} where round_id = ${open}`,
      ).rejects.toMatchObject({ constraint_name: 'rounds_not_rewritten' });
      await web`update rounds set state = 'closed', closed_at = ${instant} where round_id = ${open}`;
      await expect(
        web`update rounds set state = 'frozen', frozen_from = 'closed', closed_at = ${later} where round_id = ${open}`,
      ).rejects.toMatchObject({ constraint_name: 'rounds_not_rewritten' });
    } finally {
      await web.end();
    }
  });

  it('lets the web role decide a proposal only once, and record no event of the scorer or its schedule', async () => {
    await deleteRounds();
    const frozen = await insertRoundRow('frozen');
    const [proposer, second] = [await makePerson(site), await makePerson(site)];
    for (const { userId } of [proposer, second])
      await site.superuser`
        insert into benchmark_maintainers (benchmark_id, user_id, role) values (${benchmarkId}, ${userId}, 'maintainer')`;
    const web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    try {
      const proposal = {
        round_id: frozen,
        reason: 'a leak',
        proposed_by: proposer.userId,
        proposed_at: instant,
      };
      const consent = { consented_by: second.userId, consented_at: instant };
      const decided = { constraint_name: 'invalidations_decided_once' };
      await expect(web`insert into invalidations ${web({ ...proposal, ...consent })}`).rejects.toMatchObject(
        decided,
      );
      await web`insert into invalidations ${web(proposal)}`;
      await web`update invalidations set ${web(consent)}`;
      await expect(web`update invalidations set dropped_at = now()`).rejects.toMatchObject(decided);
      await expect(
        web`update invalidations set consented_by = ${proposer.userId}, consented_at = null`,
      ).rejects.toMatchObject(decided);

      for (const [act, kind] of [
        ['round_revealed', 'scorer'],
        ['round_revealed', 'maintainer'],
        ['round_opened', 'maintainer'],
        ['round_closed', 'scheduler'],
      ])
        await expect(
          web`insert into audit_events (act, actor_kind, benchmark_id, round_id, detail, is_public)
            values (${act!}, ${kind!}, ${benchmarkId}, ${frozen}, '{}', true)`,
          `${act} by ${kind}`,
        ).rejects.toMatchObject({ constraint_name: 'audit_events_not_its_own' });
    } finally {
      await web.end();
    }
  });

  it('accepts no new erratum with more than its reason and corrections', async () => {
    await deleteRounds();
    const revealed = await insertRoundRow('revealed');
    for (const made of [
      { score_changes: '[]' },
      { compared_at: instant },
      { published_at: instant },
      { signature: 's' },
    ])
      await expect(
        site.superuser`insert into errata ${site.superuser({ round_id: revealed, number: 1, corrections: '[]', reason: 'r', proposed_at: instant, ...made })}`,
        Object.keys(made)[0],
      ).rejects.toMatchObject({ constraint_name: 'errata_begin_proposed' });
  });

  it('contains at most one open round per benchmark', async () => {
    await deleteRounds();
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

  it('refuses changes of a sealed round’s splits, counts, policy or scorer to every role', async () => {
    await deleteRounds();
    const roundId = await insertRoundRow('sealed');
    for (const change of [
      'item_count = 5',
      'feedback_count = 2',
      'final_count = 4',
      'sealed_at = now()',
      "scorer_version = '2'",
      "feedback_policy = 'final-only'",
      'commitment = \'{"root": ""}\'',
      'queue_order = 9',
      "test_set_sealed_sha256 = 'another'",
    ])
      await expect(
        site.superuser.unsafe(`update rounds set ${change} where round_id = $1`, [roundId]),
        change,
      ).rejects.toMatchObject({ constraint_name: 'rounds_sealed_is_immutable' });
  });

  it('never changes a final state of a submission', async () => {
    await deleteRounds();
    const roundId = await insertRoundRow('open');
    const [team] = await site.superuser`select team_id from teams limit 1`;
    const modelId = randomUUID();
    await site.superuser`
      insert into models (model_id, benchmark_id, team_id, slug, name, skeleton) values (${modelId}, ${benchmarkId}, ${team?.team_id}, 'm', 'm', 'm')`;
    for (const state of ['scored', 'rejected', 'failed']) {
      const submissionId = randomUUID();
      await site.superuser`
        insert into submissions (submission_id, round_id, team_id, model_id, version, version_skeleton, kind, evidence, disclosure, idempotency_key,
          request_sha256, file_sha256, file_byte_count, state, received_at, code)
        values (${submissionId}, ${roundId}, ${team?.team_id}, ${modelId}, '1', '1', 'predictions', 'in-round', '{}', ${submissionId},
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
