import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  describeObjectStore,
  listAll,
  makePieces,
  mebibyte,
  readObject,
  sha256Of,
} from '@/testing/describe-object-store';
import { type FaultyProxy, startFaultyProxy } from '@/testing/faulty-proxy';
import { makeBucket, type Radosgw, startRadosgw } from '@/testing/start-radosgw';
import { isDiskFull, isObjectStoreFault } from '../faults';
import type { ObjectStore } from './object-store';
import { type S3Place, s3Store } from './s3-store';

let gateway: Radosgw;
let proxy: FaultyProxy;
let place: S3Place;
/** Two clients: one that connects directly, and one through the proxy that the tests break. */
let objects: ObjectStore;
let proxied: ObjectStore;
let whole: Buffer;
let hash: string;

beforeAll(async () => {
  gateway = await startRadosgw();
  proxy = await startFaultyProxy(gateway.server.endpoint);
  place = await makeBucket(gateway.server);
  objects = s3Store(place);
  proxied = s3Store({ ...place, endpoint: proxy.url });
  whole = await buffer(Readable.from(makePieces(12)));
  hash = sha256Of(whole);
});

afterEach(() => proxy.heal());

afterAll(async () => {
  await proxy?.close();
  await gateway?.stop();
});

describeObjectStore('object store in a bucket', () => objects);

describe('object store in a bucket', () => {
  const megabytes = Array.from({ length: 13 }, (_, i) => i);

  it.each(megabytes)('stores a complete object although the connection is cut after %i MiB', async (at) => {
    proxy.cutOnce('up', at * mebibyte + 1_000);
    await proxied.put('cut/up/once', makePieces(12));
    expect(sha256Of(await readObject(objects, 'cut/up/once'))).toBe(hash);
    expect(proxy.hasFailed()).toBe(true);
    await objects.delete('cut/up/once');
  });

  it.each(megabytes.slice(0, 6))(
    'contains no incomplete object when every connection is cut after %i MiB',
    async (at) => {
      proxy.cutEach('up', at * mebibyte + 100);
      const error = await proxied.put('cut/up/each', makePieces(12)).catch((cause: unknown) => cause);
      proxy.heal();
      if (await objects.has('cut/up/each'))
        expect(sha256Of(await readObject(objects, 'cut/up/each'))).toBe(hash);
      else expect(isObjectStoreFault(error)).toBe(true);
      for (const { key } of await listAll(objects, 'cut')) await objects.delete(key);
      expect(await listAll(objects, 'cut')).toEqual([]);
    },
  );

  it.each(megabytes)('reads a complete object although the connection is cut after %i MiB', async (at) => {
    await objects.put('cut/down/once', makePieces(12));
    proxy.cutOnce('down', at * mebibyte + 1_000);
    expect(sha256Of(await readObject(proxied, 'cut/down/once'))).toBe(hash);
  });

  it('reads a complete object although every connection is cut after a mebibyte', async () => {
    await objects.put('cut/down/each', makePieces(12));
    proxy.cutEach('down', mebibyte);
    expect(sha256Of(await readObject(proxied, 'cut/down/each'))).toBe(hash);
  });

  it('fails a read whose object is replaced meanwhile, instead of mixing the bytes of both', async () => {
    await objects.put('replaced/a', makePieces(12));
    proxy.cutOnce('down', 6 * mebibyte);
    const { stream } = await proxied.open('replaced/a');
    const chunks: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
    await chunks.next();
    await objects.put('replaced/a', makePieces(11));
    const readRest = async () => {
      for (let next = await chunks.next(); !next.done; next = await chunks.next());
    };
    await expect(readRest()).rejects.toThrow();
  });

  it.each([
    [1, /^PUT /],
    [12, /^POST .*uploadId=/],
  ])(
    'recognises its own object of %i MiB although the response to the last request of the upload was lost',
    async (count, head) => {
      const key = `lost/response/${count}`;
      proxy.loseResponse(head);
      const stored = await proxied.put(key, makePieces(count), { once: true });
      expect(proxy.hasFailed()).toBe(true);
      expect(stored.byteCount).toBe(count * mebibyte);
      expect(sha256Of(await readObject(objects, key))).toBe(stored.sha256);
    },
  );

  it('refuses bytes that were changed on the way, in a whole object and in a part of an upload', async () => {
    for (const count of [1, 12]) {
      proxy.flipOnce((count - 0.5) * mebibyte);
      await expect(proxied.put('flipped/a', makePieces(count))).rejects.toThrow('the object store failed');
      expect(proxy.hasFailed()).toBe(true);
      expect(await objects.has('flipped/a')).toBe(false);
    }
    expect(await listAll(objects, 'flipped')).toEqual([]);
  });

  it('gives up on a server that is silent, in a bounded time', async () => {
    const impatient = s3Store({ ...place, endpoint: proxy.url }, { timeoutMs: 500 });
    await objects.put('slow/a', makePieces(12));
    const { stream } = await impatient.open('slow/a');
    proxy.slowTo(0);
    const startMs = performance.now();
    const errors = await Promise.all(
      [
        impatient.put('slow/b', makePieces(1)),
        impatient.has('slow/a'),
        impatient.open('slow/a'),
        buffer(stream),
      ].map((outcome: Promise<unknown>) => outcome.catch((error: unknown) => error)),
    );
    expect(errors.map(isObjectStoreFault)).toEqual([true, true, true, true]);
    expect(performance.now() - startMs).toBeLessThan(30_000);
  });

  it('stores and reads objects over a slow connection', async () => {
    proxy.slowTo(8 * mebibyte);
    await proxied.put('slow/c', makePieces(12));
    expect(sha256Of(await readObject(proxied, 'slow/c'))).toBe(hash);
  });

  it('reports that the S3 server is full, and contains no incomplete object', async () => {
    await gateway.limitBytes(1_000);
    await gateway.kill();
    await gateway.start();
    try {
      for (const count of [1, 12]) {
        const error = await objects.put('full/a', makePieces(count)).catch((cause: unknown) => cause);
        expect(isDiskFull(error)).toBe(true);
        expect(await objects.has('full/a')).toBe(false);
      }
      expect(await listAll(objects, 'full')).toEqual([]);
    } finally {
      await gateway.limitBytes(null);
      await gateway.kill();
      await gateway.start();
    }
    await objects.put('full/a', makePieces(1));
  });

  it('contains no incomplete object after the S3 server was killed, and stores again once the server is back', async () => {
    async function* withKill() {
      yield* makePieces(7);
      await gateway.kill();
      yield* makePieces(7);
    }
    const error = await objects.put('killed/a', withKill()).catch((cause: unknown) => cause);
    expect(isObjectStoreFault(error)).toBe(true);
    expect(await objects.has('killed/a').catch(isObjectStoreFault)).toBe(true);
    await gateway.start();
    expect(await objects.has('killed/a')).toBe(false);
    // The abandoned upload leaves a part, which the daily sweep deletes.
    const [part, ...others] = await listAll(objects, 'killed');
    expect([part?.key.endsWith('.part'), others]).toEqual([true, []]);
    await objects.delete(part!.key);
    await objects.put('killed/a', makePieces(12));
    expect(sha256Of(await readObject(objects, 'killed/a'))).toBe(hash);
  });

  it('continues a read when the S3 server was killed and is back within seconds', async () => {
    await objects.put('killed/b', makePieces(12));
    const { stream } = await objects.open('killed/b');
    const chunks: Uint8Array[] = [];
    let restart: Promise<void> | undefined;
    for await (const chunk of stream) {
      chunks.push(chunk);
      restart ??= gateway.kill().then(() => gateway.start());
      await sleep(20);
    }
    await restart;
    expect(sha256Of(Buffer.concat(chunks))).toBe(hash);
  });

  it('lists more objects than one response can contain', async () => {
    const keys = Array.from({ length: 1_050 }, (_, i) => `many/${String(i).padStart(4, '0')}/a`);
    const waiting = keys.values();
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (const key of waiting) await objects.put(key, Readable.from([Buffer.from('x')]));
      }),
    );
    expect((await listAll(objects, 'many')).map(({ key }) => key)).toEqual(keys);
  });

  it('reports a missing bucket as a fault of the store, not as a missing object', async () => {
    const elsewhere = s3Store({ ...place, bucket: 'no-such-bucket' });
    const failures = await Promise.all(
      [elsewhere.open('a'), elsewhere.put('a', makePieces(1)), listAll(elsewhere, '')].map(
        (outcome: Promise<unknown>) => outcome.catch(isObjectStoreFault),
      ),
    );
    expect(failures).toEqual([true, true, true]);
  });

  it('reports errors without the credentials and without the request', async () => {
    const secretAccessKey = 'another-secret-of-the-test';
    const error = await s3Store({ ...place, secretAccessKey })
      .has('a')
      .catch((cause: Error) => cause);
    expect(isObjectStoreFault(error)).toBe(true);
    const shown = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as Error).cause);
    expect(shown).toContain('403');
    expect(shown).not.toMatch(/another-secret|authorization|signature/i);
    expect(shown).not.toContain(place.accessKeyId);
  });
});
