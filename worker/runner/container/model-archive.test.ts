import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { storeModel, unpackModel } from './model-archive';
import { folder, hardLink, symbolicLink, type WrittenEntry, writeTar } from './testing/write-image';

const place = mkdtempSync(join(tmpdir(), 'model-archive-'));
afterAll(() => rmSync(place, { recursive: true }));

let count = 0;
const fileOf = (entries: readonly WrittenEntry[] | Buffer) => {
  const path = join(place, `${count++}.tar`);
  const bytes = Buffer.isBuffer(entries) ? entries : writeTar(entries);
  writeFileSync(path, bytes);
  return { path, bytes };
};
const store = (bytes: Buffer, bytesMax = 1e6) =>
  storeModel(
    Readable.from([bytes.subarray(0, 700), bytes.subarray(700)]),
    join(place, `${count++}.tar`),
    bytesMax,
  );

const file = (name: string, content = 'x'): WrittenEntry => ({ name, content });

describe('archive of a trained model', () => {
  it('has the files and folders that were packed', async () => {
    const { path } = fileOf([folder('./'), folder('./a/'), file('./a/b', 'one'), file('c', '')]);
    const target = join(place, 'honest');
    await unpackModel(path, target);
    expect(readdirSync(target).sort()).toEqual(['a', 'c']);
    expect(readFileSync(join(target, 'a/b'), 'utf8')).toBe('one');
  });

  it.each([
    ['a symbolic link', [symbolicLink('a', '/etc/passwd')]],
    ['a link as a folder of the next file', [symbolicLink('a', '/tmp'), file('a/out')]],
    ['a hard link', [hardLink('b', 'first')]],
    ['a device', [{ name: 'a', type: '3' }]],
    ['a pipe', [{ name: 'a', type: '6' }]],
    ['a path above', [file('a/../../out')]],
    ['an absolute path', [file('/tmp/out')]],
    ['a folder above', [folder('../out')]],
    ['an empty name', [file('')]],
    ['a name that is no UTF-8', [file('\xff')]],
    [
      'a path of 5,000 bytes',
      [{ name: 'PaxHeaders/x', type: 'x', content: `5014 path=${'a/'.repeat(2_501)}\n` }, file('b')],
    ],
  ] as const)('causes a refusal for %s, when it is stored and when it is unpacked', async (_, entries) => {
    const { path, bytes } = fileOf([folder('./'), file('first'), ...entries]);
    expect(await store(bytes)).toMatchObject({ error: { code: 'model_path' } });
    const target = join(place, `target-${count}`);
    await expect(unpackModel(path, target)).rejects.toThrow();
    expect(readdirSync(target)).toEqual(['first']);
    expect(existsSync('/tmp/out') || existsSync(join(place, 'out'))).toBe(false);
  });

  it('can’t be unpacked if a name occurs twice, if it is cut off within a file, or if it isn’t a tar archive', async () => {
    await expect(unpackModel(fileOf([file('a'), file('./a')]).path, join(place, 'twice'))).rejects.toThrow();
    expect(await store(Buffer.from('no archive'.repeat(200)))).toMatchObject({
      error: { code: 'model_path' },
    });
    const { bytes } = fileOf([file('a', 'x'.repeat(5_000))]);
    expect(await store(bytes.subarray(0, 3_000))).toMatchObject({ error: { code: 'model_path' } });
  });

  it('has limits on its size and on its number of files and folders', async () => {
    const { bytes } = fileOf([file('a', 'x'.repeat(5_000))]);
    expect(await store(bytes, bytes.byteLength)).toMatchObject({ ok: true });
    expect(await store(bytes, bytes.byteLength - 1)).toMatchObject({ error: { code: 'model_too_large' } });
    const many = (n: number) => writeTar(Array.from({ length: n }, (_, i) => file(String(i), '')));
    expect(await store(many(100_000), 1e9)).toMatchObject({ ok: true });
    expect(await store(many(100_001), 1e9)).toMatchObject({ error: { code: 'model_too_large' } });
  });
});
