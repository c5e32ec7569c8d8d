import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { formRequest, streamedRequest } from '@/testing/form-request';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { readPeakMemory, type SpawnedProcess, spawnProcess } from '@/testing/spawn-process';
import { repetitions } from '@/testing/stress';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/caller';
import { deleteDraft, replaceTestSet } from '../draft/draft';
import { createRound, createRoundOnce } from './create';
import { listMaintainedRounds } from './view';

const megabyte = 1024 * 1024;

const uploadBytesMax = 256 * megabyte;

/** Below this limit a web process can't hold the whole file in memory: without a file it uses 160 MB. */
const uploadMegabytes = repetitions(40, 255);

const itemCount = repetitions(17_000, 1_000_000);

/**
 * Newer garbage collectors free buffers later: measured peaks are up to 1.07 times the limits on Node 22, and 1.86 times from
 * Node 24 on.
 */
const major = Number.parseInt(process.versions.node, 10);

const lateness = major >= 24 ? 2 : major >= 22 ? 1.2 : 1;

const webMegabytesMax = Math.round(lateness * repetitions(192, 448));

/**
 * Memory limit of the scorer in megabytes. A million items need about 450 MB at a time; on a busy machine the garbage collector
 * may free as much again, or more, with a delay. The idle thread that runs models takes 96 MB.
 */
const scorerMegabytesMax = Math.round(lateness * repetitions(768 + 96, 1536 + 96));

describe('uploading a test set', () => {
  const site = provideTestSite();
  let scorer: SpawnedProcess;
  const maintainer = providePerson(site);
  let slug: string;

  beforeAll(async () => {
    scorer = await spawnProcess('worker/main.ts', site.environments.scorer);
    slug = await makeBenchmark(maintainer, { metric: 'roc_auc' });
  });
  afterAll(() => scorer?.end('SIGKILL'));

  function expectScorerWithinLimit(): void {
    expect(scorer.hasEnded(), scorer.output()).toBe(false);
    const peakBytes = readPeakMemory(scorer.pid);
    if (peakBytes !== undefined) expect(peakBytes).toBeLessThanOrEqual(scorerMegabytesMax * megabyte);
  }

  it('reports an archive bomb as the test set’s fault', async () => {
    // Valid rows of half a megabyte each, since a fault would end the reading before much is decompressed.
    const rows = Array.from(
      { length: 200 },
      (_, i) => `${i},${'a'.repeat(500_000)},${i % 2 ? 'yes' : 'no'}\n`,
    );
    const bomb = gzipSync(`id,x,label\n${rows.join('')}`);
    const { number } = unwrap(
      await createRound(maintainer, slug, formRequest({ title: 'Bomb' }, 'test_set', bomb)),
    );
    const round = await waitUntil(async () =>
      unwrap(await listMaintainedRounds(maintainer, slug)).find(
        (candidate) => candidate.number === number && candidate.check !== null,
      ),
    );
    expect(round.check?.problems).toMatchObject([{ code: 'archive_bomb' }]);
    expectScorerWithinLimit();
  });

  it('stores test sets with equal inputs in objects of equal size, whatever their labels, and exposes no other size', async () => {
    const upload = async (label: (i: number) => string) => {
      const rows = Array.from({ length: 20_000 }, (_, i) => `item-${i},${i},${label(i)}`);
      const testSet = `id,size,label\n${rows.join('\n')}\n`;
      const { number } = unwrap(
        await createRound(maintainer, slug, formRequest({ title: 'Sized' }, 'test_set', testSet)),
      );
      const [row] = await site.superuser<{ id: string; byteCount: number }[]>`
        select round_id as id, test_set_byte_count::int as "byteCount" from rounds join benchmarks using (benchmark_id)
        where slug = ${slug} and number = ${number}`;
      const { size } = await stat(join(site.objectStoreDir, objectKeys.testSet(row!.id)));
      const [event] = await site.superuser<{ byteCount: number }[]>`
        select (detail ->> 'byte_count')::int as "byteCount" from audit_events where round_id = ${row!.id} and act = 'test_set_uploaded'`;
      return { size, byteCount: row!.byteCount, recorded: event!.byteCount };
    };
    const few = await upload((i) => (i % 10 === 0 ? 'yes' : 'no'));
    expect(await upload((i) => (i % 10 === 0 ? 'no' : 'yes'))).toEqual(few);
    expect(few).toMatchObject({ byteCount: 2 ** 19, recorded: 2 ** 19 });
  });

  describe('upload with an idempotency key', () => {
    const testSet = `id,x,label\n${Array.from({ length: 200 }, (_, i) => `i${i},${i},${i % 2 ? 'yes' : 'no'}`).join('\n')}\n`;
    const upload = (who: Actor, key: string, title: string, where = slug) =>
      createRoundOnce(who, where, formRequest({ title }, 'test_set', testSet), key);
    const countStored = async () =>
      (await readdir(join(site.objectStoreDir, 'rounds'), { recursive: true })).filter((name) =>
        name.endsWith('.age'),
      ).length;

    it('makes one draft, even if the request is repeated often and in parallel', async () => {
      const host = await makePerson(site);
      const own = await makeBenchmark(host);
      const before = await countStored();
      const first = unwrap(await upload(host, 'june', 'June', own));
      expect(first).toMatchObject({ isReplay: false, round: { number: 1, title: 'June' } });
      for (let i = 0; i < 3; i++)
        expect(unwrap(await upload(host, 'june', 'June', own))).toMatchObject({
          isReplay: true,
          round: { number: 1 },
        });
      const parallel = await Promise.all(
        Array.from({ length: repetitions(12, 200) }, () => upload(host, 'july', 'July', own)),
      );
      const accepted = parallel.flatMap((one) => (one.ok ? [one.value] : []));
      expect(accepted.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
      expect(new Set(accepted.map(({ round }) => round.number))).toEqual(new Set([2]));
      // The only expected refusal is that of the limit of a person's concurrent uploads.
      for (const one of parallel) if (!one.ok) expect(one.error.kind).toBe('files_in_line');
      expect(unwrap(await listMaintainedRounds(host, own))).toHaveLength(2);
      expect(await countStored()).toBe(before + 2);
    });

    it('fails with the same key for another title or benchmark, and succeeds for another person or after the draft is deleted', async () => {
      const host = await makePerson(site);
      const [own, other] = [await makeBenchmark(host), await makeBenchmark(host)];
      unwrap(await upload(host, 'monthly', 'June', own));
      const conflict = { ok: false, error: { kind: 'idempotency_conflict' } };
      expect(await upload(host, 'monthly', 'July', own)).toEqual(conflict);
      expect(await upload(host, 'monthly', 'June', other)).toEqual(conflict);
      expect(unwrap(await upload(maintainer, 'monthly', 'June')).isReplay).toBe(false);
      unwrap(await deleteDraft(host, own, 1));
      expect(unwrap(await upload(host, 'monthly', 'July', own)).isReplay).toBe(false);
    });

    it('finds the same draft after its test set was replaced', async () => {
      const host = await makePerson(site);
      const own = await makeBenchmark(host);
      unwrap(await upload(host, 'monthly', 'June', own));
      const form = formRequest({}, 'test_set', testSet);
      unwrap(await replaceTestSet(host, own, 1, form));
      expect(unwrap(await upload(host, 'monthly', 'June', own))).toMatchObject({
        isReplay: true,
        round: { number: 1 },
      });
    });
  });

  it('refuses a test set over 256 MB while it arrives, and stores nothing of it', async () => {
    const chunk = Buffer.alloc(megabyte, 0x61);
    const stored = async () =>
      (await readdir(join(site.objectStoreDir, 'rounds'), { recursive: true })).filter((name) =>
        /age/.test(name),
      );
    const before = await stored();
    let sent = 0;
    function* body(): Generator<Buffer> {
      yield Buffer.from(
        '--b\r\ncontent-disposition: form-data; name="metadata"\r\n\r\n{"title":"Too long"}\r\n--b\r\ncontent-disposition: form-data; name="test_set"; filename="f"\r\ncontent-type: text/csv\r\n\r\n',
      );
      for (; sent < 2 * uploadBytesMax; sent += chunk.length) yield chunk;
    }
    const request = streamedRequest(body());
    expect(await createRound(maintainer, slug, request)).toEqual({
      ok: false,
      error: { kind: 'too_large', bytesMax: uploadBytesMax },
    });
    expect(sent).toBeLessThan(1.5 * uploadBytesMax);
    expect(await stored()).toEqual(before);
  });

  it(`of ${uploadMegabytes} MB and ${itemCount} items, checking, sealing, opening and scoring it take at most ${webMegabytesMax} MB of the web and ${scorerMegabytesMax} MB of the scorer`, async () => {
    const researcher = await makePerson(site);
    const web = await spawnProcess('testing/play-web-under-load.ts', site.environments.web, [
      slug,
      JSON.stringify(maintainer),
      JSON.stringify(researcher),
      String(itemCount),
      String(uploadMegabytes * megabyte),
    ]);
    expect(await web.ended, web.output()).toBe(0);
    const { peakBytes } = JSON.parse(web.output()) as { peakBytes: number };
    expect(peakBytes).toBeLessThanOrEqual(webMegabytesMax * megabyte);
    await waitUntil(
      async () => {
        const [row] = await site.superuser`select state from submissions`;
        return row?.state === 'scored';
      },
      { everyMs: 200, patienceMs: 300_000 },
    );
    const [round] = await site.superuser`
      select item_count, test_set_byte_count::int from rounds where state = 'open'`;
    expect(round?.item_count).toBe(itemCount);
    expect(round?.test_set_byte_count).toBeGreaterThan(0.98 * uploadMegabytes * megabyte);
    expectScorerWithinLimit();
  }, 1_500_000);
});
