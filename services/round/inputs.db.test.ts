import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { GET as getFile } from '@/app/api/v1/benchmarks/[slug]/rounds/[number]/archive/files/[...name]/route';
import { GET as getArchive } from '@/app/api/v1/benchmarks/[slug]/rounds/[number]/archive/route';
import { GET as getCommitment } from '@/app/api/v1/benchmarks/[slug]/rounds/[number]/commitment/route';
import { mixBits } from '@/lib/core/round/checks/hash-text';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeSealedRound } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { closeAndRank } from '@/testing/submit-predictions';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { createRound } from './create';
import { freezeRound, unfreezeRound } from './freeze';
import { openRound, revealRound } from './openings';
import { sealRound } from './seal';
import { findRound, listMaintainedRounds } from './view';

const testSet = formatTestSet(makeBinaryItems(20));

describe('archive and commitment of a round over the API', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  let slug: string;

  beforeAll(async () => {
    slug = await makeBenchmark(maintainer);
  });

  const archive = (query = '', headers: Record<string, string> = {}, number = 1) =>
    getArchive(new Request(`http://127.0.0.1:3000/archive${query}`, { headers }), {
      params: Promise.resolve({ slug, number: String(number) }),
    });
  const file = (name: string, number = 1) =>
    getFile(new Request('http://127.0.0.1:3000/'), {
      params: Promise.resolve({ slug, number: String(number), name: name.split('/') }),
    });
  const commitment = (headers: Record<string, string> = {}, number = 1) =>
    getCommitment(new Request('http://127.0.0.1:3000/', { headers }), {
      params: Promise.resolve({ slug, number: String(number) }),
    });

  it('have status 404 for a draft, 409 in every other state before the reveal, and 200 after it', async () => {
    const everywhere = async () => {
      const responses = [
        await archive(),
        await archive('?format=zip'),
        await archive('?format=croissant'),
        await file('items.csv'),
      ];
      expect(new Set(responses.map(({ status }) => status)).size).toBe(1);
      for (const response of responses) expect(response.headers.get('cache-control')).toBe('no-store');
      return [responses[0]!.status, ((await responses[0]!.json()) as { code: string }).code];
    };
    unwrap(await createRound(maintainer, slug, formRequest({ title: 'A draft' }, 'test_set', testSet)));
    expect(await everywhere()).toEqual([404, 'not_found']);
    expect((await commitment()).status).toBe(404);

    slug = await makeBenchmark(maintainer);
    await makeSealedRound(maintainer, slug, testSet);
    expect(await everywhere()).toEqual([409, 'not_revealed']);
    const sealed = await commitment();
    expect(sealed.status).toBe(200);
    expect(await sealed.json()).toMatchObject({ benchmark: slug, round: 1, item_count: 20, replaced: [] });
    unwrap(await openRound(maintainer, slug, 1));
    expect(await everywhere()).toEqual([409, 'not_revealed']);
    await closeAndRank(maintainer, slug, 1);
    expect(await everywhere()).toEqual([409, 'not_revealed']);
    unwrap(await freezeRound(maintainer, slug, 1, { reason: 'To be looked at.' }));
    expect(await everywhere()).toEqual([409, 'not_revealed']);
    unwrap(await unfreezeRound(maintainer, slug, 1));
    expect(unwrap(await revealRound(maintainer, slug, 1)).state).toBe('revealed');
    const [event] = await site.superuser`
      select user_id from audit_events join benchmarks using (benchmark_id) where act = 'reveal_asked' and slug = ${slug}`;
    expect(event?.user_id).toBe(maintainer.userId);
    expect((await archive()).status).toBe(200);
  });

  it.each([
    ['', 'archive.json', 'application/json'],
    ['?format=json', 'archive.json', 'application/json'],
    ['?format=csv', 'items.csv', 'text/csv; charset=utf-8'],
    ['?format=parquet', 'items.parquet', 'application/vnd.apache.parquet'],
    ['?format=zip', 'archive.zip', 'application/zip'],
  ])('responds to %s with %s, its length and its hash, as immutable', async (query, name, mediaType) => {
    const response = await archive(query);
    const bytes = Buffer.from(await response.arrayBuffer());
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(unwrap(await findRound(slug, 1)).archive).toContainEqual({
      name,
      byte_count: bytes.length,
      sha256: hash,
    });
    expect(Object.fromEntries(response.headers)).toEqual({
      etag: `"${hash}"`,
      'content-length': String(bytes.length),
      'content-type': mediaType,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-disposition': `attachment; filename="${slug}-round-1-${name}"`,
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
    });
    expect(Buffer.from(await (await file(name)).arrayBuffer()).equals(bytes)).toBe(true);
    const head = await getArchive(new Request(`http://127.0.0.1:3000/archive${query}`, { method: 'HEAD' }), {
      params: Promise.resolve({ slug, number: '1' }),
    });
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(response.headers));
    expect(head.body).toBeNull();
    const again = await archive(query, { 'if-none-match': `"x", W/"${hash}"` });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const rest = await archive(query, { range: 'bytes=100-', 'if-range': `"${hash}"` });
    expect([rest.status, rest.headers.get('content-range'), rest.headers.get('content-length')]).toEqual([
      206,
      `bytes 100-${bytes.length - 1}/${bytes.length}`,
      String(bytes.length - 100),
    ]);
    expect(Buffer.from(await rest.arrayBuffer()).equals(bytes.subarray(100))).toBe(true);
  });

  it('include croissant.json with full addresses of its files, which are relative in the archive, and refuse an unknown format', async () => {
    const response = await archive('?format=croissant');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/ld\+json/);
    expect(response.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    type Description = { distribution: { contentUrl: string }[] };
    const served = (await response.json()) as Description;
    const archived = (await (await file('croissant.json')).json()) as Description;
    expect(archived.distribution.length).toBeGreaterThan(2);
    for (const [i, { contentUrl }] of archived.distribution.entries()) {
      expect((await file(contentUrl)).status).toBe(200);
      const address = `http://127.0.0.1:3000/api/v1/benchmarks/${slug}/rounds/1/archive/files/${contentUrl}`;
      archived.distribution[i]!.contentUrl = address;
    }
    expect(served).toEqual(archived);
    for (const format of ['xml', '', 'toString', 'archive.json'])
      expect((await archive(`?format=${format}`)).status).toBe(422);
    expect((await file('../inputs')).status).toBe(404);
    expect((await archive('', {}, 2)).status).toBe(404);
  });

  it('include the round’s commitment with an ETag, and the commitments of the sealed rounds that it replaced', async () => {
    const first = await commitment();
    const etag = first.headers.get('etag')!;
    expect((await commitment({ 'if-none-match': etag })).status).toBe(304);

    // Each test set has items of its own, since one that overlaps with an earlier test set can't be sealed.
    const testSetOf = (name: string) =>
      `id,size,label\n${Array.from({ length: 20 }, (_, i) => `${name}-${i},${mixBits(i) % 97}.${name.length},${mixBits(i + 1) % 2 === 0 ? 'no' : 'yes'}`).join('\n')}\n`;
    const number = await makeSealedRound(maintainer, slug, testSetOf('second'));
    const { root } = (await (await commitment({}, number)).json()) as { root: string };
    const metadata = { title: 'A better one', replaces: number };
    unwrap(await createRound(maintainer, slug, formRequest(metadata, 'test_set', testSetOf('third'))));
    await waitUntil(async () =>
      unwrap(await listMaintainedRounds(maintainer, slug)).some((r) => r.number === 3 && r.check !== null),
    );
    unwrap(await sealRound(maintainer, slug, 3));
    const third = (await (await commitment({}, 3)).json()) as { root: string };
    expect(third).toMatchObject({ round: 3, replaced: [{ round: number, commitment: { root } }] });
    expect(third.root).not.toBe(root);
    expect((await commitment({}, number)).status).toBe(200);
  });
});
