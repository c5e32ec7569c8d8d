import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  attribute,
  dataTypes,
  floatTensor,
  model,
  node,
  tensorType,
  valueInfo,
} from '@/lib/core/onnx/testing/build-model';
import type { Actor } from '@/services/access/actor';
import { listMarks } from '@/services/mark/list';
import { findMaintainedRoundPage } from '@/services/page/find-maintained-round-page';
import { comparePublishedRounds } from '@/services/publication/compare-published-rounds';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { listLineages } from '@/services/publication/list-lineages';
import { closeRound } from '@/services/round/close';
import { openRound } from '@/services/round/open';
import { findQuota } from '@/services/submission/find-quota';
import { submit } from '@/services/submission/submit';
import { listVersions } from '@/services/version/list';
import { retireVersion } from '@/services/version/retire';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeOpenRound, makeSealedRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import { awaitFinal } from '@/testing/submit-predictions';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { listGapModels } from '../flags/list-gap-models';
import type { RunningScorer } from '../run-scorer';
import { runBeginStanding } from './run-begin-standing';

/** Two numbers an item, that begin as nothing else does. */
const canary = 4815;
const itemCount = 90;
const testSet = (number: number): string => {
  const rows = Array.from({ length: itemCount }, (_, i) => {
    const [a, b] = [(i * 37 + number * 11) % 97, (i * 53 + number * 29) % 89].map(
      (part) => canary + part / 100,
    );
    // Wrong for the model at every sixth item.
    return [`round-${number}-${i}`, a, b, b! > a! !== (i % 6 === 0) ? 'yes' : 'no'].join(',');
  });
  return ['id,a,b,label', ...rows, ''].join('\n');
};

const column = (name: string) => valueInfo(name, tensorType(dataTypes.float32, ['N', 2]));
const of = (nodes: Uint8Array[], initializers: Uint8Array[] = []) =>
  model({ nodes, initializers, inputs: [column('x')], outputs: [column('y')] });
const softmax = (scale: number) =>
  of(
    [node('Mul', ['x', 's'], ['z']), node('Softmax', ['z'], ['y'], [attribute.integer('axis', 1)])],
    [floatTensor('s', [1], [scale])],
  );

const modelsOnly = {
  accepts: ['onnx'],
  inputs: 'hidden',
  model_signature: {
    input: {
      kind: 'one-tensor',
      shape: [2],
      features: [
        { name: 'a', type: 'number' },
        { name: 'b', type: 'number' },
      ],
    },
    output: 'probabilities',
  },
  model_sample: [
    { a: 1, b: 2 },
    { a: '2.5', b: 0 },
  ],
};

describe('a model', () => {
  let site: TestSite;
  let maintainer: Actor;
  let slug: string;
  let scorer: RunningScorer;

  beforeAll(async () => {
    site = await makeTestSite();
    maintainer = await makePerson(site);
    scorer = await startTestScorer(site);
    slug = await makeBenchmark(maintainer, modelsOnly);
    await makeOpenRound(maintainer, slug, testSet(1));
  });
  afterAll(async () => {
    await scorer?.stop();
    await site?.drop();
  });

  const submissionsOf = (version: string) => site.superuser<
    { id: string; state: string; evidence: string; standing: boolean; code: string | null; round: number }[]
  >`select submission_id as id, s.state, s.evidence, s.is_standing as standing, s.code, r.number as round
    from submissions s join rounds r using (round_id) where s.version = ${version} order by r.number`;
  const stateOf = async (version: string) =>
    (
      await site.superuser<{ state: string }[]>`select state from model_versions where version = ${version}`
    ).map(({ state }) => state);

  it('is scored on inputs that nobody sees, ranked, and scored again on the next round without a hand’s turn', async () => {
    const researcher = await makePerson(site);
    const file = softmax(1);
    const receipt = unwrap(await submitModel(researcher, slug, file, { model: 'Softmax', version: 'v1' }));
    expect(receipt).toMatchObject({
      kind: 'onnx',
      evidence: 'in-round',
      sha256: createHash('sha256').update(file).digest('hex'),
    });
    const done = await awaitFinal(researcher, receipt.id);
    expect(done).toMatchObject({ state: 'scored', feedback: { outcome: 'score' } });
    // Five of six are right; which items are in the feedback part is drawn.
    expect(done.feedback!.score).toBeGreaterThan(0.5);
    expect(await stateOf('v1')).toEqual(['active']);

    const next = await makeSealedRound(maintainer, slug, testSet(2));
    unwrap(await closeRound(maintainer, slug, 1, { reason: 'It has run long enough' }));
    const official = await waitUntil(async () => {
      const found = await findLeaderboard(slug, 1);
      return found.ok && found.value.part === 'final' && found.value;
    });
    expect(official.entries).toMatchObject([{ model: 'Softmax', evidence: 'in-round', rank: 1 }]);

    unwrap(await openRound(maintainer, slug, next));
    const standing = await waitUntil(
      async () => (await submissionsOf('v1'))[1]?.state === 'scored' && (await submissionsOf('v1'))[1],
    );
    expect(standing).toMatchObject({ round: 2, evidence: 'prospective', standing: true });
    // It takes no slot, and its answer is its team's.
    expect(unwrap(await findQuota(researcher, slug)).round).toMatchObject({ used: 0 });
    expect(await awaitFinal(researcher, standing.id)).toMatchObject({ feedback: { outcome: 'score' } });
    // Asked again it enters nothing.
    const [{ roundId }] = await site.superuser<[{ roundId: string }]>`
      select round_id as "roundId" from rounds join benchmarks using (benchmark_id) where slug = ${slug} and number = 2`;
    await runBeginStanding(site.scorer, { roundId });
    expect(await submissionsOf('v1')).toHaveLength(2);
    const runs = await site.superuser<{ runtime: string; artefact: string; inputs: string }[]>`
      select conditions ->> 'runtime' as runtime, conditions ->> 'modelHash' as artefact, inputs_sha256 as inputs
      from hidden.model_runs`;
    expect(runs.map(({ artefact }) => artefact)).toEqual([receipt.sha256, receipt.sha256]);
    expect(new Set(runs.map(({ inputs }) => inputs)).size).toBe(2);
  });

  it('is told what is wrong with its file, keeps its slot, and may be sent again under its name', async () => {
    const researcher = await makePerson(site);
    const looping = of([node('Loop', ['', '', 'x'], ['y'], [])]);
    const receipt = unwrap(await submitModel(researcher, slug, looping, { model: 'Looping', version: 'l1' }));
    const done = await awaitFinal(researcher, receipt.id);
    expect(done).toMatchObject({ state: 'rejected', code: expect.stringMatching(/^model_/) });
    expect(done.message).toContain('Loop');
    expect(unwrap(await findQuota(researcher, slug)).round.used).toBe(0);
    expect(await stateOf('l1')).toEqual(['refused']);
    const mended = await submitModel(researcher, slug, softmax(2), { model: 'Looping', version: 'l1' });
    expect(mended).toMatchObject({ error: { kind: 'version_taken' } });
    const other = unwrap(
      await submitModel(researcher, slug, softmax(2), { model: 'Looping', version: 'l2' }),
    );
    expect(await awaitFinal(researcher, other.id)).toMatchObject({ state: 'scored' });
  });

  it('that fails on the sample is told the runtime’s words, and one that fails on hidden inputs a code, for its slot', async () => {
    const researcher = await makePerson(site);
    const gather = (size: number) =>
      of(
        [
          node('Cast', ['x'], ['i'], [attribute.integer('to', dataTypes.int64)]),
          node('Gather', ['t', 'i'], ['g']),
          node('Softmax', ['g'], ['y'], [attribute.integer('axis', 1)]),
        ],
        [floatTensor('t', [size], new Array<number>(size).fill(0))],
      );
    const onSample = unwrap(
      await submitModel(researcher, slug, gather(1), { model: 'Gather', version: 'g1' }),
    );
    const told = await awaitFinal(researcher, onSample.id);
    expect(told).toMatchObject({ state: 'rejected', code: 'model_failed' });
    expect(told.message).toMatch(/idx=\d|out of/);
    expect(unwrap(await findQuota(researcher, slug)).round.used).toBe(0);

    const onHidden = unwrap(
      await submitModel(researcher, slug, gather(9), { model: 'Gather', version: 'g2' }),
    );
    const coded = await awaitFinal(researcher, onHidden.id);
    expect(coded).toMatchObject({ state: 'rejected', code: 'model_failed' });
    expect(coded.message).not.toMatch(/\d/);
    expect(unwrap(await findQuota(researcher, slug)).round.used).toBe(1);
  });

  it('is the only thing that is taken where inputs are hidden, in a dry run as well', async () => {
    const researcher = await makePerson(site);
    const file = formRequest({}, 'file', 'id,prediction\nnobody,yes\n');
    expect(await submit(researcher, slug, file, { dryRun: true, idempotencyKey: null })).toEqual({
      ok: false,
      error: { kind: 'kind_not_accepted', accepts: ['onnx'] },
    });
  });

  it('is known again by its bytes and its version, and a team has so many as it may', async () => {
    const researcher = await makePerson(site);
    const send = (scale: number, version: string) =>
      submitModel(researcher, slug, softmax(scale), { model: 'Many', version });
    for (const [scale, version] of [
      [3, 'a'],
      [4, 'b'],
      [5, 'c'],
    ] as const)
      await awaitFinal(researcher, unwrap(await send(scale, version)).id);
    expect(await send(6, 'd')).toMatchObject({ error: { kind: 'versions_full', limit: 3 } });
    expect(await send(3, 'e')).toMatchObject({
      error: { kind: 'version_frozen_already', known: 'a', isSameFile: true },
    });
    expect(await send(7, 'b')).toMatchObject({
      error: { kind: 'version_frozen_already', known: 'b', isSameFile: false },
    });
  });

  it('may be called the same, and have the same file, in another benchmark', async () => {
    const researcher = await makePerson(site);
    const other = await makeBenchmark(maintainer, modelsOnly);
    await makeOpenRound(maintainer, other, testSet(9));
    for (const [where, scale] of [
      [slug, 11],
      [other, 11],
      [other, 12],
    ] as const) {
      const sent = await submitModel(researcher, where, softmax(scale), {
        model: 'Everywhere',
        version: `v${scale - 10}`,
      });
      expect(await awaitFinal(researcher, unwrap(sent).id)).toMatchObject({ state: 'scored' });
    }
  });

  it('that its team retires is run on no later round, and nobody else’s hand can retire it', async () => {
    const [researcher, rival] = [await makePerson(site), await makePerson(site)];
    const url = new URL('http://127.0.0.1:3000/');
    const receipt = unwrap(await submitModel(researcher, slug, softmax(8), { model: 'Retiring' }));
    await awaitFinal(researcher, receipt.id);
    const [version] = unwrap(await listVersions(researcher, slug, url)).items;
    expect(version).toMatchObject({ model: 'Retiring', state: 'active', sha256: receipt.sha256 });
    expect(unwrap(await listVersions(rival, slug, url)).items).toEqual([]);
    const missing = { error: { kind: 'not_found', what: 'version' } };
    expect(await retireVersion(rival, version!.id)).toMatchObject(missing);
    await expect(
      site.web.db.execute(
        sql`update model_versions set state = 'retired', retired_by = ${rival.userId} where version_id = ${version!.id}`,
      ),
    ).rejects.toThrow();
    expect(unwrap(await retireVersion(researcher, version!.id))).toMatchObject({ state: 'retired' });

    const next = await makeSealedRound(maintainer, slug, testSet(3));
    unwrap(await closeRound(maintainer, slug, next - 1, { reason: 'It has run long enough' }));
    unwrap(await openRound(maintainer, slug, next));
    await waitUntil(async () =>
      (await submissionsOf('v1')).some(({ round, state }) => round === next && state === 'scored'),
    );
    const standing = await site.superuser<{ model: string }[]>`
      select m.name as model from submissions s join models m using (model_id) join rounds r using (round_id)
      where r.number = ${next} and s.is_standing`;
    expect(standing.map(({ model }) => model).sort()).toEqual([
      'Everywhere',
      'Looping',
      'Many',
      'Many',
      'Many',
      'Softmax',
    ]);
  });

  it('is told of to the round’s maintainers: how many wait, are scored and failed, those with a code alone', async () => {
    const progressOf = async () =>
      unwrap(await findMaintainedRoundPage(maintainer, slug, 3)).maintained?.progress;
    await waitUntil(async () => (await progressOf())?.waiting === 0);
    expect(await progressOf()).toEqual({ waiting: 0, scored: 6, failed: 0, failures: [] });
    const [{ id }] = await site.superuser<[{ id: string }]>`
      select s.submission_id as id from submissions s join rounds using (round_id) where number = 3 and s.version = 'a'`;
    const setState = (state: string, code: string | null) =>
      site.superuser.begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        await tx`update submissions set state = ${state}, code = ${code}, message = ${code && 'idx=4815.16'} where submission_id = ${id}`;
      });
    await setState('rejected', 'model_failed');
    const failed = await progressOf();
    await setState('scored', null);
    expect(failed).toEqual({
      waiting: 0,
      scored: 5,
      failed: 1,
      failures: [{ model: 'Many', team: expect.any(String), version: 'a', code: 'model_failed' }],
    });
    // Who looks after nothing here is told nothing.
    const stranger = await makePerson(site);
    expect(unwrap(await findMaintainedRoundPage(stranger, slug, 3)).maintained).toBeNull();
  });

  it('can be entered as standing by nobody where it was not frozen before the round opened', async () => {
    const researcher = await makePerson(site);
    const receipt = unwrap(await submitModel(researcher, slug, softmax(9), { model: 'Late' }));
    await awaitFinal(researcher, receipt.id);
    const enter = (client: typeof site.superuser, evidence: string, standing: boolean) => client`
      insert into submissions (submission_id, round_id, team_id, model_id, version, kind, version_id, is_standing, evidence, disclosure,
        idempotency_key, request_sha256, file_sha256, file_byte_count, state, received_at, deadline_at)
      select gen_random_uuid(), round_id, team_id, model_id, version, kind, version_id, ${standing}, ${evidence}, disclosure, gen_random_uuid(),
        '', file_sha256, file_byte_count, 'queued', received_at, received_at + interval '1 hour'
      from submissions where submission_id = ${receipt.id}`;
    const scorer = postgres(site.urls.scorer, { max: 1 });
    await expect(enter(scorer, 'prospective', true)).rejects.toThrow('frozen before its round opened');
    await expect(enter(scorer, 'in-round', false)).rejects.toThrow('the scorer enters what stands');
    // Frozen long before, but the round is over.
    const enterInSecond = () => scorer`
      insert into submissions (submission_id, round_id, team_id, model_id, version, kind, version_id, is_standing, evidence, disclosure,
        idempotency_key, request_sha256, file_sha256, file_byte_count, state, received_at, deadline_at)
      select gen_random_uuid(), (select round_id from rounds where number = 2), team_id, model_id, version, kind, version_id, true,
        'prospective', disclosure, gen_random_uuid(), '', file_sha256, file_byte_count, 'queued', now(), now() + interval '1 hour'
      from submissions where version = 'b' and not is_standing`;
    await site.superuser`
      update model_versions set frozen_at = (select opened_at - interval '1 day' from rounds where number = 2) where version = 'b'`;
    await expect(enterInSecond()).rejects.toThrow('frozen before its round opened');
    await scorer.end();
  });

  it('stands only where it was frozen before the opening: at the very instant it is in-round', async () => {
    const [{ roundId, openedAt }] = await site.superuser<[{ roundId: string; openedAt: Date }]>`
      select round_id as "roundId", opened_at as "openedAt" from rounds join benchmarks using (benchmark_id)
      where slug = ${slug} and rounds.state = 'open'`;
    const standsWhenFrozenAt = async (at: Date) => {
      await site.superuser.begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        await tx`update model_versions v set state = 'active', retired_at = null, frozen_at = ${at}
          from models m where m.model_id = v.model_id and m.name = 'Retiring'`;
      });
      await runBeginStanding(site.scorer, { roundId });
      const [{ count }] = await site.superuser<[{ count: number }]>`
        select count(*)::int from submissions s join models m using (model_id)
        where s.round_id = ${roundId} and s.is_standing and m.name = 'Retiring'`;
      return count;
    };
    expect(await standsWhenFrozenAt(openedAt)).toBe(0);
    expect(await standsWhenFrozenAt(new Date(openedAt.getTime() - 1))).toBe(1);
  });

  it('links two rounds by its own receipt, without anybody’s word', async () => {
    unwrap(await closeRound(maintainer, slug, 3, { reason: 'It has run long enough' }));
    const board = await waitUntil(async () => {
      const found = await findLeaderboard(slug, 3);
      return found.ok && found.value.part === 'final' && found.value;
    });
    // Of a model's versions the one frozen last counts; the others stand beside it, unranked.
    const many = board.entries.filter(({ model }) => model === 'Many');
    expect(many).toMatchObject([{ version: 'c', evidence: 'prospective' }]);
    expect(board.standing.map(({ model, version, rank }) => [model, version, rank])).toEqual([
      ['Many', 'b', null],
      ['Many', 'a', null],
    ]);
    // Under prospective each model is shown by what was frozen before the opening; what came in the round isn't there.
    expect(board.entries.some(({ evidence }) => evidence === 'in-round')).toBe(true);
    const prospective = unwrap(await findLeaderboard(slug, 3, { evidence: 'prospective' }));
    expect(prospective.entries.map(({ model, version }) => [model, version]).sort()).toEqual(
      [
        ['Everywhere', 'v1'],
        ['Looping', 'l2'],
        ['Many', 'c'],
        ['Retiring', '1'],
        ['Softmax', 'v1'],
      ].sort(),
    );
    const link = await waitUntil(async () => {
      const [record] = await site.superuser<
        { link: { earlierRound: number; frozen: { model: string }[]; adapted: { model: string }[] } | null }[]
      >`select freshness #> '{inputs,link}' as link from freshness_records join rounds using (round_id)
        where number = 3 and freshness #>> '{inputs,phase}' = 'closed' order by computed_at desc limit 1`;
      return record?.link ?? undefined;
    });
    expect(link).toMatchObject({ earlierRound: 2 });
    expect(link.frozen.map(({ model }) => model)).toEqual(['softmax v1']);
    // Sent while the earlier round was open, also where they stand in the later one.
    expect(link.adapted.map(({ model }) => model).sort()).toEqual([
      'everywhere v1',
      'looping l2',
      'many c',
      'retiring 1',
    ]);
    // Beside what counts too, a frozen version is what single models' gaps are compared with.
    const [round3] = await site.superuser<
      [{ roundId: string; benchmarkId: string; openedAt: Date; number: number }]
    >`
      select round_id as "roundId", benchmark_id as "benchmarkId", opened_at as "openedAt", number from rounds
      where round_id = (select round_id from rounds join benchmarks using (benchmark_id) where slug = ${slug} and number = 3)`;
    const gapModels = await listGapModels(site.scorer.client.db, round3 as never);
    expect(gapModels.filter(({ isFrozen }) => isFrozen)).toHaveLength(5);
    const against = unwrap(await comparePublishedRounds(slug, { later: 3, earlier: 2 }));
    expect(against.versions.map(({ model, version }) => `${model} ${version}`)).toContain('many c');
    expect(
      against.versions.find(({ model, version }) => `${model} ${version}` === 'softmax v1'),
    ).toMatchObject({
      earlier: { score: expect.any(Number), evidence: 'prospective' },
      later: { score: board.entries.find(({ version }) => version === 'v1')!.score, evidence: 'prospective' },
    });
    expect(await comparePublishedRounds(slug, { later: 3, earlier: 3 })).toMatchObject({
      error: { kind: 'not_found' },
    });
    expect(await comparePublishedRounds(slug, { later: 4, earlier: 3 })).toMatchObject({
      error: { kind: 'not_found' },
    });
    const marks = unwrap(await listMarks(slug));
    expect(marks.filter(({ model }) => model === 'Softmax')).toMatchObject([
      { by: 'proof', version: 'v1', rounds: [2, 3], reason: null, frozen_at: expect.stringMatching(/Z$/) },
    ]);
    expect(marks.filter(({ model }) => model === 'Many')).toMatchObject([
      { version: 'a', rounds: [3] },
      { version: 'b', rounds: [3] },
      { version: 'c', rounds: [3] },
    ]);
    expect(marks.every(({ by }) => by === 'proof')).toBe(true);
  });

  it('is in the rolling rank by its own receipt where that is asked for, whatever a maintainer vouches for', async () => {
    // Too few models stand here for the five marks of an equating, and the word is given without a new assessment.
    const mark = (i: number) => ({
      model: `m${i}`,
      base: { score: 0.6 + i / 20, itemCount: 100 },
      later: { score: 0.59 + i / 20, itemCount: 100 },
    });
    const marks = [1, 2, 3, 4, 5].map(mark);
    const equating = JSON.stringify({ standing: 'equated', baseRound: 1, marks, link: null });
    await site.superuser`
      insert into equatings (round_id, computed_at, equating)
      select round_id, now() + interval '1 day', ${equating}::text::jsonb from rounds join benchmarks using (benchmark_id)
      where slug = ${slug} and number in (2, 3)`;
    await site.superuser`
      insert into calibration_marks (benchmark_id, model_id, version, reason, designated_by, designated_at)
      select benchmark_id, model_id, 'l2', 'It was made before', ${maintainer.userId}, now() from models
      join benchmarks using (benchmark_id) where benchmarks.slug = ${slug} and models.name = 'Looping'`;
    const roundsOf = async (evidence: 'any' | 'prospective') =>
      Object.fromEntries(
        unwrap(await listLineages(slug, evidence)).map(({ model, rounds }) => [model, rounds]),
      );
    expect(await roundsOf('any')).toMatchObject({ Softmax: [3, 2], Looping: [3, 2], Many: [3] });
    const prospective = await roundsOf('prospective');
    expect(prospective).toMatchObject({ Softmax: [3, 2], Looping: [3], Many: [3] });
    // It came while round 3 was open, and stands in no other.
    expect(Object.keys(prospective)).not.toContain('Late');
  });

  it('leaves no hidden input in anything that the web process may read', async () => {
    const tables = await site.superuser<{ name: string }[]>`
      select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
      where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`;
    for (const { name } of tables) {
      const [{ count }] = await site.superuser.unsafe<[{ count: number }]>(
        `select count(*)::int as count from ${name} t where t::text like '%4815.%'`,
      );
      expect(count, name).toBe(0);
    }
  });
});
