import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import { awaitFinal } from '@/testing/submit-predictions';
import { acceptsTinyModels, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';

type Version = { versionId: string; modelId: string; teamId: string; roundId: string };

/**
 * Tests the guarantees of SECURITY.md for models that are run, against an attacker who controls the web
 * process.
 */
describe('web process that an attacker controls, on model versions,', () => {
  const site = provideTestSite();
  let web: postgres.Sql;
  const rival = providePerson(site, 'Rival');
  let version: Version;

  beforeAll(async () => {
    web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    const maintainer = await makePerson(site);
    const scorer = await startTestScorer(site);
    const slug = await makeBenchmark(maintainer, { ...acceptsTinyModels, inputs: 'hidden' });
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    await awaitFinal(rival, unwrap(await submitModel(rival, slug, softmaxModel(1), { model: 'Theirs' })).id);
    await scorer.stop();
    [version] = (await site.superuser<[Version]>`
      select version_id as "versionId", model_id as "modelId", team_id as "teamId", round_id as "roundId" from submissions`) as [
      Version,
    ];
  });
  afterAll(() => web?.end());

  const freeze = (values: {
    state?: string;
    at?: Date;
    byteCount?: number;
    by?: string;
    kind?: string;
    trains?: boolean;
    image?: string;
  }) => web`
    insert into model_versions (version_id, model_id, version, skeleton, kind, sha256, byte_count, frozen_at, frozen_by, state, trains, image_version_id)
    values (${randomUUID()}, ${version.modelId}, 'forged', 'forged', ${values.kind ?? 'onnx'}, ${'0'.repeat(64)}, ${values.byteCount ?? 1},
      ${values.at ?? web`clock_timestamp()`}, ${values.by ?? rival.userId}, ${values.state ?? 'checking'}, ${values.trains ?? false}, ${values.image ?? null})`;

  it('freezes no version in the past, as checked, for a stranger, or with all memory', async () => {
    for (const forged of [
      { at: new Date(Date.now() - 3_600_000) },
      { at: new Date(Date.now() + 3_600_000) },
      { state: 'active' },
      { state: 'refused' },
      // An image that trains itself: this benchmark grants no training hours, and only the scorer makes
      // trained versions.
      { kind: 'container', trains: true },
      { kind: 'container', image: version.versionId },
      { by: randomUUID() },
      { byteCount: 2 ** 40 },
      { byteCount: 201 * 1024 ** 2 },
      { byteCount: 4 * 1024 ** 3 + 1, kind: 'container' },
      { byteCount: 0 },
      { byteCount: -1 },
    ])
      await expect(freeze(forged), JSON.stringify(forged)).rejects.toThrow(/a version|only an image/);
  });

  it('freezes no version without a submission that takes a slot', async () => {
    await expect(freeze({})).rejects.toThrow('a version requires a submission');
    const largest = { byteCount: 4 * 1024 ** 3, kind: 'container' };
    await expect(freeze(largest)).rejects.toThrow('a version requires a submission');
  });

  it('changes no frozen version, and restores no retired one', async () => {
    for (const change of [
      web`sha256 = ''`,
      web`frozen_at = now() - interval '1 year'`,
      web`model_id = gen_random_uuid()`,
      web`frozen_by = null`,
      web`byte_count = 1`,
      web`version = 'other'`,
    ])
      await expect(web`update model_versions set ${change}`).rejects.toThrow('permission denied');
    for (const state of ['refused', 'checking'])
      await expect(web`update model_versions set state = ${state}`).rejects.toThrow();
    await expect(web`delete from model_versions`).rejects.toThrow('permission denied');
  });

  it('enters no version into automatic evaluation, and requests no run of one', async () => {
    const enter = (automatic: boolean, evidence: string) => web`
      insert into submissions (submission_id, round_id, team_id, user_id, model_id, version, version_skeleton, kind, version_id, is_automatic,
        evidence, disclosure, idempotency_key, request_sha256, file_sha256, file_byte_count, state, received_at, deadline_at)
      select gen_random_uuid(), round_id, team_id, user_id, model_id, version, version_skeleton, kind, version_id, ${automatic}, ${evidence},
        disclosure, gen_random_uuid()::text, '', file_sha256, file_byte_count, 'queued', clock_timestamp(), clock_timestamp() + interval '1 hour'
      from submissions where version_id = ${version.versionId}`;
    await expect(enter(true, 'prospective')).rejects.toThrow('a submission is inserted as queued');
    await expect(enter(true, 'in-round')).rejects.toThrow('a submission is inserted as queued');
    await expect(enter(false, 'prospective')).rejects.toThrow('a submission is inserted as queued');
    // Tries the same evaluation again, without a quota slot.
    await expect(enter(false, 'in-round')).rejects.toThrow();
    const [{ submissionId }] = await web<[{ submissionId: string }]>`
      select submission_id as "submissionId" from submissions`;
    await expect(
      web`insert into runs (purpose, kind, submission_id, round_id, attempt, priority, queued_at)
        select 'round', 'onnx', submission_id, round_id, 1, 0, received_at from submissions where submission_id = ${submissionId}`,
    ).rejects.toThrow('permission denied');
    await expect(web`select queue.add_job('score_practice', ${web.json({ submissionId })})`).rejects.toThrow(
      'may not request score_practice',
    );
  });

  it('can’t read runs', async () => {
    await expect(web`select from hidden.model_runs`).rejects.toThrow('permission denied');
  });

  it('retires a version in its team’s name only, now, with an audit event, and once', async () => {
    const retire = (by: string) => web`
      update model_versions set state = 'retired', retired_by = ${by}, retired_at = now() - interval '1 year'
      where version_id = ${version.versionId}`;
    await expect(retire(randomUUID())).rejects.toThrow();
    await retire(rival.userId);
    const [{ isNow }] = await web<[{ isNow: boolean }]>`
      select retired_at > now() - interval '1 minute' as "isNow" from model_versions where version_id = ${version.versionId}`;
    expect(isNow).toBe(true);
    const acts = await site.superuser<{ userId: string; model: string; isPublic: boolean }[]>`
      select user_id as "userId", detail ->> 'model' as model, is_public as "isPublic" from audit_events where act = 'version_retired'`;
    expect(acts).toEqual([{ userId: rival.userId, model: 'Theirs', isPublic: false }]);
    await expect(web`update model_versions set state = 'active', retired_at = null`).rejects.toThrow();
    await expect(web`update model_versions set retired_at = '2020-01-01'`).rejects.toThrow();
  });
});
