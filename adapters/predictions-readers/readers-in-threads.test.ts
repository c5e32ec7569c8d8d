import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createItemIndex } from '@/lib/core/round/item-index';
import { isObjectStoreFault } from '../faults';
import { folderStore } from '../object-store/folder-store';
import { objectKeys } from '../object-store/object-store';
import type { FileToRead } from '../read-predictions-file';
import { ReadersInThreads } from './readers-in-threads';

const itemCount = 60_000;

const ids = Array.from({ length: itemCount }, (_, i) => `i${String(i).padStart(6, '0')}`);

const jsonRow = (id: string) => `{"id":"${id}","prediction":0.5}\n`;

describe('prediction file readers in threads', () => {
  let folder: string;
  let readers: ReadersInThreads;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-readers-'));
    readers = new ReadersInThreads({ place: { kind: 'folder', folder } });
    await Promise.all([
      folderStore(folder).put(objectKeys.inputs('small'), Readable.from([Buffer.from('id\na\nb\n')])),
      writeFile(join(folder, 'good'), 'id,prediction\nb,2.5\na,1.5\n'),
      writeFile(join(folder, 'bad'), 'id,prediction\nb,2.5\na,x\n'),
      writeFile(join(folder, 'texts'), 'id,prediction\nb,two\na,one\n'),
      // A JSON Lines file with shuffled rows, slower to read than CSV: each id must be looked up.
      writeFile(join(folder, 'long'), [...ids].reverse().map(jsonRow).join('')),
    ]);
  });
  afterAll(async () => {
    await readers.stop();
    await rm(folder, { recursive: true });
  });

  const small = (name: string, of: Partial<FileToRead> = {}): FileToRead => ({
    path: join(folder, name),
    task: 'regression',
    classes: [],
    needsProbabilities: false,
    roundId: 'small',
    itemCount: 2,
    ids: null,
    personId: 'ann',
    signal: null,
    ...of,
  });
  const long = (of: Partial<FileToRead> = {}) =>
    small('long', { roundId: 'long', itemCount, ids: createItemIndex(ids), ...of });

  it('check a file against the round’s published inputs or ids, and report its faults', async () => {
    expect(await readers.check(small('good'))).toEqual({ ok: true, value: 0 });
    expect(await readers.read(small('good'))).toEqual({
      ok: true,
      value: { kind: 'numbers', predicted: Float64Array.of(1.5, 2.5) },
    });
    expect(await readers.read(small('texts', { task: 'text', ids: createItemIndex(['b', 'a']) }))).toEqual({
      ok: true,
      value: { kind: 'texts', predicted: ['one', 'two'] },
    });
    expect(await readers.check(small('bad'))).toMatchObject({
      ok: false,
      error: { problemCount: 1, problems: [{ code: 'not_a_number', line: 3, column: 3 }] },
    });
    await expect(readers.check(small('there is none'))).rejects.toThrow(/ENOENT/);
    await expect(readers.check(small('good', { roundId: 'unknown' }))).rejects.toThrow();
    expect(await readers.check(small('good'))).toMatchObject({ ok: true });
  });

  it('fail with the object store’s error code while the store doesn’t respond', async () => {
    const place = {
      kind: 's3' as const,
      ...{ bucket: 'nowhere', prefix: '', endpoint: 'http://127.0.0.1:9', region: 'us-east-1' },
      ...{ accessKeyId: 'a', secretAccessKey: 'b' },
    };
    const cut = new ReadersInThreads({ place });
    const failure = await cut.check(small('good')).catch((error: unknown) => error);
    await cut.stop();
    expect(isObjectStoreFault(failure)).toBe(true);
  }, 30_000);

  it('stop and refuse a file that exceeds its processor time, and read the next', async () => {
    const strict = new ReadersInThreads({ place: { kind: 'folder', folder }, timeMsMax: 20 });
    expect(await strict.read(long())).toMatchObject({
      ok: false,
      error: { problems: [{ code: 'too_costly', detail: expect.stringMatching(/processor time/) }] },
    });
    expect(await strict.check(small('good'))).toMatchObject({ ok: true });
    await strict.stop();
  }, 30_000);

  it('drop a file, being read or queued, when its sender disconnects, and read another person’s file', async () => {
    const [working, waiting] = [new AbortController(), new AbortController()];
    const left = readers.read(long({ signal: working.signal }));
    const leftInLine = readers.read(long({ signal: waiting.signal }));
    const others = readers.read(long({ personId: 'bob' }));
    waiting.abort();
    working.abort();
    expect(await Promise.all([left, leftInLine])).toEqual(['left', 'left']);
    expect(await others).toMatchObject({ ok: true });
    expect(await readers.check(long({ signal: AbortSignal.abort() }))).toBe('left');
  }, 30_000);

  it('queue at most a limited number of files', async () => {
    const sent = Array.from({ length: 70 }, (_, i) => readers.check(small('good', { personId: `p${i}` })));
    const outcomes = await Promise.all(sent);
    const fullCount = outcomes.filter((outcome) => outcome === 'full').length;
    expect(fullCount).toBeGreaterThan(0);
    expect(fullCount).toBeLessThanOrEqual(10);
    expect(outcomes[0]).toMatchObject({ ok: true });
  }, 30_000);
});
