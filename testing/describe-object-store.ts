import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { isObjectMissing, type ListedObject, type ObjectStore } from '@/adapters/object-store/object-store';
import { waitUntil } from './wait-until';

export const mebibyte = 1024 ** 2;

/** Chunks of bytes, each with different content. */
export async function* makePieces(count: number, byteCount = mebibyte): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count; i++) yield Buffer.alloc(byteCount, `piece ${i}.`);
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const readObject = async (objects: ObjectStore, key: string): Promise<Buffer> =>
  buffer((await objects.open(key)).stream);

export async function listAll(objects: ObjectStore, folder: string): Promise<ListedObject[]> {
  const listed: ListedObject[] = [];
  for await (const one of objects.list(folder)) listed.push(one);
  return listed.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/**
 * Tests of what all callers expect of an object store. @param find returns the store; all tests use the same one, with keys of
 * their own
 */
export function describeObjectStore(name: string, find: () => ObjectStore): void {
  describe(name, () => {
    const newKey = () => `rounds/${randomUUID()}/file`;
    const text = (words: string) => Readable.from([Buffer.from(words)]);

    it.each([0, 1, 5, 12])(
      'returns the bytes of a stream of %i MiB, with its length and hash',
      async (count) => {
        const key = newKey();
        const whole = await buffer(Readable.from(makePieces(count)));
        const stored = await find().put(key, makePieces(count));
        expect(stored).toEqual({ byteCount: whole.byteLength, sha256: sha256Of(whole) });
        const { stream, byteCount } = await find().open(key);
        expect(byteCount).toBe(whole.byteLength);
        expect(whole.equals(await buffer(stream))).toBe(true);
      },
    );

    it.each([0, 1, 4_999, 5_000, 1e15])(
      'opens an object of 5,000 bytes from byte %i on, with the length of the whole',
      async (first) => {
        const key = newKey();
        const whole = await buffer(Readable.from(makePieces(5, 1_000)));
        await find().put(key, makePieces(5, 1_000));
        const { stream, byteCount } = await find().open(key, first);
        expect(byteCount).toBe(5_000);
        expect(whole.subarray(first).equals(await buffer(stream))).toBe(true);
      },
    );

    it.each([0, 7, 12])(
      'stores nothing if its source fails after %i MiB, and throws the source’s error',
      async (count) => {
        const key = newKey();
        async function* failing() {
          yield* makePieces(count);
          throw new RangeError('the source failed');
        }
        await expect(find().put(key, failing())).rejects.toThrow(new RangeError('the source failed'));
        expect(await find().has(key)).toBe(false);
        expect(await listAll(find(), key.replace('/file', ''))).toEqual([]);
      },
    );

    it('replaces an object, and keeps it if the source of another fails', async () => {
      const key = newKey();
      await find().put(key, text('first'));
      await find().put(key, text('second'));
      async function* failing() {
        yield Buffer.from('third');
        throw new Error('the source failed');
      }
      await expect(find().put(key, failing())).rejects.toThrow();
      expect(String(await readObject(find(), key))).toBe('second');
    });

    it.each([1, 12])('never replaces an object of %i MiB that is written once', async (count) => {
      const key = newKey();
      await find().put(key, makePieces(count), { once: true });
      const again = find().put(key, text('another'), { once: true });
      await expect(again).rejects.toMatchObject({ name: 'ObjectExists' });
      const large = find().put(key, makePieces(count), { once: true });
      await expect(large).rejects.toMatchObject({ name: 'ObjectExists' });
      expect((await readObject(find(), key)).byteLength).toBe(count * mebibyte);
    });

    it('accepts one of many writers of an object that is written once', async () => {
      const key = newKey();
      const done = await Promise.allSettled(
        Array.from({ length: 8 }, (_, i) => find().put(key, text(`writer ${i}`), { once: true })),
      );
      const winners = done.flatMap(({ status }, i) => (status === 'fulfilled' ? [`writer ${i}`] : []));
      expect(winners).toEqual([String(await readObject(find(), key))]);
    });

    it('has no object that was never written or is deleted', async () => {
      const key = newKey();
      const isMissing = (error: unknown) => isObjectMissing(error);
      expect(await find().has(key)).toBe(false);
      expect(await find().open(key).catch(isMissing)).toBe(true);
      await find().put(key, text('here'));
      expect(await find().has(key)).toBe(true);
      await find().delete(key);
      await find().delete(key);
      expect(await find().has(key)).toBe(false);
      expect(await find().open(key).catch(isMissing)).toBe(true);
    });

    it('lists the objects below a folder with size, time and the segment after it, and those of the whole store', async () => {
      const [folder, id] = [`folder-${randomUUID()}`, randomUUID()];
      await find().put(`${folder}/${id}/a`, text('four'));
      await find().put(`${folder}/${id}/b/c`, text(''));
      // A folder whose name begins with the name of the listed folder; its object must not be listed.
      await find().put(`${folder}-2/${id}/a`, text('other'));
      const listed = await listAll(find(), folder);
      expect(listed).toMatchObject([
        { key: `${folder}/${id}/a`, id, byteCount: 4 },
        { key: `${folder}/${id}/b/c`, id, byteCount: 0 },
      ]);
      for (const { storedAtMs } of listed) expect(Math.abs(Date.now() - storedAtMs)).toBeLessThan(120_000);
      const all = (await listAll(find(), '')).filter(({ id }) => id.startsWith(folder));
      expect(all.map(({ key }) => key)).toEqual([
        `${folder}-2/${id}/a`,
        `${folder}/${id}/a`,
        `${folder}/${id}/b/c`,
      ]);
      expect(await listAll(find(), `no-${folder}`)).toEqual([]);
    });

    it('lists an incomplete object as such, and deletes it', async () => {
      const key = newKey();
      const folder = key.replace('/file', '');
      let finish = () => {};
      const finished = new Promise<void>((done) => {
        finish = done;
      });
      async function* unfinished() {
        yield* makePieces(7);
        await finished;
      }
      const put = find().put(key, unfinished());
      put.catch(() => {});
      const [part] = await waitUntil(async () => {
        const listed = await listAll(find(), folder);
        return listed.length > 0 && listed;
      });
      expect(part?.key).toMatch(/file\..+\.part$/);
      expect(await find().has(key)).toBe(false);
      await find().delete(part!.key);
      expect(await listAll(find(), folder)).toEqual([]);
      finish();
      await expect(put).rejects.toThrow();
      expect(await find().has(key)).toBe(false);
    });

    it.each(['', '/a', 'a/', '../a', 'a/../b', 'a//b', 'A', 'a b', 'a\0'])(
      'refuses the key %j',
      async (key) => {
        await expect(find().put(key, text('x'))).rejects.toThrow('not an object key');
        await expect(find().open(key)).rejects.toThrow('not an object key');
        await expect(find().has(key)).rejects.toThrow('not an object key');
        await expect(find().delete(key)).rejects.toThrow('not an object key');
      },
    );

    it('serves others while readers that stopped early, or never began, are left', async () => {
      const key = newKey();
      await find().put(key, makePieces(12));
      for (let i = 0; i < 20; i++) {
        const { stream } = await find().open(key);
        if (i % 2) for await (const _ of stream) break;
        else stream.destroy();
      }
      expect((await readObject(find(), key)).byteLength).toBe(12 * mebibyte);
    });
  });
}
