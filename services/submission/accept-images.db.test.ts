import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { versionEnvelope } from '@/lib/core/model/model-version';
import type { Actor } from '@/services/access/caller';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { sendDryRun } from '@/testing/send-dry-run';
import { withTestScorer } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import { submitForm } from '@/testing/submit-predictions';
import { tinyTestSet } from '@/testing/tiny-models';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { deleteLeftArtefacts } from '@/worker/ending/delete-artefacts';
import { retireVersion } from '../version/version';
import { submit } from './submit';

const acceptsImages = { accepts: ['container'], inputs: 'hidden', container_needs: {} };
const sample = [{ a: 1, b: 2 }];
const image = (text: string) => Buffer.from(`an image that says ${text}`);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const dayMs = 24 * 60 * 60_000;

describe('sending container images', () => {
  const site = provideTestSite();
  let slug: string;
  let withoutSample: string;
  let person: Actor;
  beforeAll(async () => {
    const maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer, { ...acceptsImages, model_sample: sample });
    withoutSample = await makeBenchmark(maintainer, acceptsImages);
    await withTestScorer(site, () => makeOpenRound(maintainer, slug, tinyTestSet(1)));
  });
  beforeEach(async () => {
    person = await makePerson(site);
  });

  const send = (file: Uint8Array, version = '1', who = person) =>
    submitModel(who, slug, file, { model: `Of ${who.userId}`, version, kind: 'container' });
  const listStored = async () =>
    (await readdir(site.objectStoreDir, { recursive: true })).filter((name) => name.includes('artefact'));
  const findVersion = async (who = person) => {
    const [row] = await site.superuser`
      select version_id as id, kind, sha256, byte_count::int as "byteCount" from model_versions where frozen_by = ${who.userId}`;
    return row as { id: string; kind: string; sha256: string; byteCount: number };
  };

  it('creates a frozen version whose image only the scorer can decrypt', async () => {
    const file = image('hello');
    unwrap(await send(file));
    const version = await findVersion();
    expect(version).toMatchObject({ kind: 'container', sha256: sha256(file), byteCount: file.byteLength });
    const stored = await readFile(join(site.objectStoreDir, objectKeys.artefact(version.id)));
    expect(stored.includes('an image that says')).toBe(false);
    const opened = Buffer.from(await site.scorer.identity.open(stored));
    expect(opened).toEqual(Buffer.concat([versionEnvelope(version.id), file]));
  });

  it('writes no image to the disk of the web process', async () => {
    const listSpools = async () =>
      (await readdir(tmpdir())).filter((name) => name.startsWith('tidemark-spool-'));
    const before = new Set(await listSpools());
    const seen: string[] = [];
    const { put } = site.web.objects;
    const spy = vi.spyOn(site.web.objects, 'put').mockImplementation(async (...given) => {
      seen.push(...(await listSpools()).filter((name) => !before.has(name)));
      return put.apply(site.web.objects, given);
    });
    unwrap(await send(image('never spooled')));
    expect(spy).toHaveBeenCalledOnce();
    spy.mockRestore();
    expect(seen).toEqual([]);
  });

  it('leaves no stored image after a refused submission, a repeated one or an unreadable form', async () => {
    unwrap(await send(image('once')));
    const before = await listStored();
    expect(await send(image('once'), '2')).toMatchObject(refusedAs('version_frozen_already'));
    expect(await send(image('other'), '1')).toMatchObject(refusedAs('version_frozen_already'));
    expect(await send(Buffer.alloc(0), '3')).toMatchObject(refusedAs('file_rejected'));
    const form = new FormData();
    form.set('metadata', JSON.stringify({ kind: 'container', model: 'x' }));
    form.set('file', new Blob(['image']), 'file');
    form.set('other', 'stray');
    const request = new Request('http://127.0.0.1/', { method: 'POST', body: form });
    const options = { dryRun: false, idempotencyKey: null };
    expect(await submit(person, slug, request, options)).toMatchObject(refusedAs('invalid_request'));
    expect(await listStored()).toEqual(before);
  });

  it('fails if the form’s metadata come after the image', async () => {
    const form = new FormData();
    form.set('file', new Blob(['image']), 'file');
    form.set('metadata', JSON.stringify({ kind: 'container', model: 'x' }));
    const request = new Request('http://127.0.0.1/', { method: 'POST', body: form });
    expect(await submitForm(person, slug, request)).toMatchObject({
      error: { kind: 'invalid_request', faults: [{ field: 'metadata', code: 'out_of_order' }] },
    });
  });

  it('doesn’t raise the size limit of other kinds of submissions', async () => {
    const form = new FormData();
    form.set('metadata', JSON.stringify({ kind: 'predictions', model: 'x' }));
    form.set('file', new Blob([new Uint8Array(2_000_000)]), 'file');
    const request = new Request('http://127.0.0.1/', { method: 'POST', body: form });
    expect(await submitForm(person, slug, request)).toMatchObject(refusedAs('too_large'));
  });

  it('has a limit for the bytes of a team’s versions that are not retired', async () => {
    unwrap(await send(image('first')));
    const version = await findVersion();
    await site.superuser`update model_versions set byte_count = 16 * 1024::bigint ^ 3 where version_id = ${version.id}`;
    const bytesMax = 16 * 1024 ** 3;
    expect(await send(image('second'), '2')).toMatchObject({ error: { kind: 'images_full', bytesMax } });
    unwrap(await retireVersion(person, version.id));
    unwrap(await send(image('second'), '2'));
  });

  it('counts a retired image towards that limit while a trained version still runs it', async () => {
    unwrap(await send(image('first'), '1'));
    const version = await findVersion();
    unwrap(await retireVersion(person, version.id));
    await site.superuser`update model_versions set byte_count = 16 * 1024::bigint ^ 3 where version_id = ${version.id}`;
    await site.superuser`
      insert into model_versions (version_id, model_id, version, skeleton, kind, sha256, byte_count, frozen_at, image_version_id, state)
      select gen_random_uuid(), model_id, '1@1', '1@1', 'container', 'ab', 1, frozen_at, version_id, 'active'
      from model_versions where version_id = ${version.id}`;
    expect(await send(image('second'), '2')).toMatchObject(refusedAs('images_full'));
  });

  it('has a limit for the bytes of a person’s images within a day, dry runs included', async () => {
    unwrap(await send(image('spends')));
    await site.superuser`
      update spent_budgets set amount = 16 * 1024::bigint ^ 3 where budget = 'image_bytes' and user_id = ${person.userId}`;
    const spent = { error: { kind: 'budget_spent', budget: 'image_bytes' } };
    expect(await send(image('spends more'), '2')).toMatchObject(spent);
    expect(await sendDryRun(person, slug, image('tried'), 'container')).toMatchObject(spent);
  });

  it('stops while an image arrives if the disk runs short of space', async () => {
    const isShort = vi.spyOn(site.web.space, 'isShort').mockResolvedValueOnce(false).mockResolvedValue(true);
    const before = await listStored();
    const large = new Uint8Array(70 * 1024 ** 2);
    expect(await send(large)).toMatchObject(refusedAs('no_space'));
    isShort.mockRestore();
    expect(await listStored()).toEqual(before);
  });

  it('makes the file of a retired version deletable once the version waits for no run', async () => {
    unwrap(await send(image('to be retired')));
    const { id } = await findVersion();
    unwrap(await retireVersion(person, id));
    const later = Date.now() + 2 * dayMs;
    await deleteLeftArtefacts(site.scorer, later);
    expect(await site.scorer.objects.has(objectKeys.artefact(id))).toBe(true);
    await site.superuser`update submissions set state = 'failed', code = 'x', message = 'x', deadline_at = null, finished_at = now() where version_id = ${id}`;
    await deleteLeftArtefacts(site.scorer, later);
    expect(await site.scorer.objects.has(objectKeys.artefact(id))).toBe(false);
  });

  it('stores the image of a dry run under the dry run’s id, and refuses a dry run in a benchmark without a public sample', async () => {
    const dryRun = unwrap(await sendDryRun(person, slug, image('tried'), 'container'));
    expect(dryRun).toMatchObject({ kind: 'container', state: 'queued', sha256: sha256(image('tried')) });
    expect(await site.scorer.objects.has(objectKeys.dryRun(dryRun.id))).toBe(true);
    const before = await listStored();
    expect(await sendDryRun(person, withoutSample, image('tried'), 'container')).toMatchObject({
      error: { kind: 'invalid_request', faults: [{ code: 'no_sample' }] },
    });
    expect(await listStored()).toEqual(before);
  });

  it('fails where a benchmark accepts no images', async () => {
    const maintainer = await makePerson(site);
    const other = await makeBenchmark(maintainer);
    const sent = await submitModel(person, other, image('x'), { model: 'x', kind: 'container' });
    expect(sent).toMatchObject(refusedAs('kind_not_accepted'));
  });
});
