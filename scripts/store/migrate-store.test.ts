import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStore } from '@/adapters/object-store/folder-store';
import type { ObjectStore } from '@/adapters/object-store/object-store';
import { listAll, readObject } from '@/testing/describe-object-store';
import { migrateStore } from './migrate-store';

describe('migration of an object store', () => {
  let folder: string;
  let from: ObjectStore;
  let to: ObjectStore;
  const text = (words: string) => Readable.from([Buffer.from(words)]);
  const count = 40;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-migrate-'));
    from = folderStore(join(folder, 'from'));
    to = folderStore(join(folder, 'to'));
    for (let i = 0; i < count; i++) await from.put(`rounds/r${i}/inputs`, text(`inputs ${i}`));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('copies every complete object, continues after an interruption, and can copy everything back', async () => {
    let puts = 0;
    const dying: ObjectStore = {
      ...to,
      async put(...words) {
        if (++puts > 10) throw new Error('the line was cut');
        return to.put(...words);
      },
    };
    await writeFile(join(folder, 'from', 'rounds', 'r0', 'inputs.x.part'), 'half');
    await expect(migrateStore(from, dying)).rejects.toThrow('the line was cut');
    const begun = (await listAll(to, '')).length;
    expect(begun).toBeGreaterThan(0);
    expect(await migrateStore(from, to)).toEqual({ copied: count - begun, equal: begun, others: 0 });
    expect((await listAll(to, '')).length).toBe(count);
    expect(String(await readObject(to, 'rounds/r7/inputs'))).toBe('inputs 7');

    await to.put('rounds/later/inputs', text('written there since'));
    expect(await migrateStore(to, from)).toEqual({ copied: 1, equal: count, others: 0 });
    expect(String(await readObject(from, 'rounds/later/inputs'))).toBe('written there since');
  });

  it('replaces a copy that has other bytes, and counts the objects that only the target has', async () => {
    await to.put('rounds/r0/inputs', text('inputs !'));
    await to.put('elsewhere/a', text('x'));
    expect(await migrateStore(from, to)).toEqual({ copied: count, equal: 0, others: 1 });
    expect(String(await readObject(to, 'rounds/r0/inputs'))).toBe('inputs 0');
  });

  it('reads each copy again, and fails if a copy differs', async () => {
    const forgetful: ObjectStore = {
      ...to,
      put: async (key, source) => {
        await to.put(key, source);
        return to.put(key, text('other bytes'));
      },
    };
    await expect(migrateStore(from, forgetful)).rejects.toThrow('differs');
  });
});
