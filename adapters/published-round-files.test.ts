import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderStore } from './object-store/folder-store';
import { type ObjectStore, objectKeys } from './object-store/object-store';
import { readItemIndex } from './published-round-files';

describe('index of a round’s published inputs', () => {
  let folder: string;
  let objects: ObjectStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'published-round-files-'));
    objects = folderStore(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const publish = (roundId: string, itemCount: number) => {
    const ids = Array.from({ length: itemCount }, (_, i) => `i${i}`);
    return objects.put(objectKeys.inputs(roundId), Readable.from([Buffer.from(`id\n${ids.join('\n')}\n`)]));
  };

  it('reads the inputs once for concurrent and later callers', async () => {
    await publish('small', 2);
    const [first, second] = await Promise.all([
      readItemIndex(objects, 'small'),
      readItemIndex(objects, 'small'),
    ]);
    expect(first.listIds()).toEqual(['i0', 'i1']);
    expect(second).toBe(first);
    expect(await readItemIndex(objects, 'small')).toBe(first);
  });

  it('reads the inputs again after a failure', async () => {
    await expect(readItemIndex(objects, 'late')).rejects.toThrow();
    await publish('late', 3);
    expect((await readItemIndex(objects, 'late')).size).toBe(3);
  });

  it('returns the index even if the cache has no room for it', async () => {
    await publish('large', 1_000_001);
    expect((await readItemIndex(objects, 'large')).size).toBe(1_000_001);
  });
});
