import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ok, type Result, refuse } from '@/lib/core/result';
import { findTestEngine } from '@/testing/provide-containers';
import { openImageCache, type UnpackedImages } from './image-cache';
import { runUnpacked } from './run-container';
import { sourceOf, unpackFile } from './testing/open-image-cache';
import { writePerlLayer } from './testing/perl-image';
import { testLimits } from './testing/unpack-base';
import { writeDockerArchive, writeTar } from './testing/write-image';
import { unpackImage } from './unpack-image';

const parent = mkdtempSync(join(tmpdir(), 'tidemark-cache-test-'));
chmodSync(parent, 0o711);
afterAll(() => rmSync(parent, { recursive: true }));

const fileBytes = 40_960;
const silent = { warn: () => {} };

describe('cache of a runner’s unpacked images', () => {
  let folder: string;
  let unpackedCount: number;
  beforeEach(() => {
    folder = mkdtempSync(join(parent, 'images-'));
    unpackedCount = 0;
  });

  const open = async (images = Number.MAX_SAFE_INTEGER): Promise<UnpackedImages> => {
    const cache = await openImageCache(folder, images * fileBytes, silent);
    if (!cache) throw new Error('the folder is in use');
    return cache;
  };
  const unpack = async (own: string) => {
    unpackedCount++;
    return ok(await unpackFile(own, fileBytes));
  };
  /** Uses the image with this number. @returns the folder of its files */
  const use = async (cache: UnpackedImages, image: number, during: () => Promise<void> = async () => {}) => {
    const used = await cache.using<string, never>(sourceOf(image), unpack, async ({ rootfs }) => {
      await during();
      expect(readFileSync(join(rootfs, 'file')).byteLength).toBe(fileBytes);
      return ok(rootfs);
    });
    if (!used.ok) throw new Error('refused');
    return used.value;
  };

  it('unpacks an image once for consecutive or concurrent runs', async () => {
    const cache = await open();
    await Promise.all([use(cache, 1), use(cache, 1), use(cache, 2)]);
    await use(cache, 1);
    expect(unpackedCount).toBe(2);
  });

  it('lets a run unpack the image itself if the run before failed to unpack or was refused', async () => {
    const cache = await open();
    const fail = cache.using(
      sourceOf(1),
      async () => {
        throw new Error('the lease has ended');
      },
      async () => ok(null),
    );
    const refused: Promise<Result<null, string>> = cache.using(
      sourceOf(2),
      async () => refuse('no image'),
      async () => ok(null),
    );
    const [ended] = await Promise.allSettled([fail, use(cache, 1), use(cache, 2)]);
    expect(ended.status).toBe('rejected');
    expect(await refused).toEqual(refuse('no image'));
    expect(unpackedCount).toBe(2);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('has an entry for each file key and each limit, so that a hash alone gives no access to an image', async () => {
    const cache = await open();
    await use(cache, 1);
    const source = sourceOf(1);
    for (const other of [
      { ...source, artefact: { ...source.artefact, fileKey: Uint8Array.from([2]) } },
      { ...source, artefact: { ...source.artefact, sha256: 'cd'.repeat(32) } },
      { ...source, limits: { ...source.limits, layersMax: 9 } },
      { ...source, limits: { ...source.limits, unpackedBytesMax: 9 } },
    ])
      await cache.using(other, unpack, async () => ok(null));
    expect(unpackedCount).toBe(5);
  });

  it('shares no file between runs on hidden inputs and other runs, so that no program can pass on hidden inputs', async () => {
    const cache = await open();
    const rootfsOf = async (isHidden: boolean) => {
      const used = await cache.using<string, never>({ ...sourceOf(1), isHidden }, unpack, async (image) =>
        ok(image.rootfs),
      );
      return used.ok && used.value;
    };
    const hidden = await rootfsOf(true);
    expect(await rootfsOf(false)).not.toBe(hidden);
    expect(await rootfsOf(true)).toBe(hidden);
  });

  it('removes the least recently used image when it is full, and none that is in use', async () => {
    const cache = await open(2.5);
    await use(cache, 1);
    await use(cache, 2);
    await use(cache, 1);
    await use(cache, 3);
    expect(readdirSync(folder)).toHaveLength(2);
    await use(cache, 1);
    expect(unpackedCount).toBe(3);
    await use(cache, 2, async () => {
      for (const image of [1, 3, 4]) await use(cache, image);
    });
    const before = unpackedCount;
    await use(cache, 4);
    await use(cache, 2);
    expect(unpackedCount).toBe(before);
  });

  it('removes each image after its run if none fits', async () => {
    const cache = await open(0);
    await use(cache, 1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps its images after a kill of the runner, except the one that was being unpacked', async () => {
    const script = 'worker/runner/container/testing/open-image-cache.ts';
    const killed = spawnSync(process.execPath, ['--import', 'tsx', script, folder, '1', '2', '3']);
    expect(killed.signal, String(killed.stderr)).toBe('SIGKILL');
    expect(readdirSync(folder)).toHaveLength(3);
    const cache = await open();
    expect(readdirSync(folder)).toHaveLength(2);
    for (const image of [1, 2])
      await cache.using(sourceOf(image), unpack, async ({ program }) =>
        ok(expect(program.args).toEqual(['/file'])),
      );
    expect(unpackedCount).toBe(0);
  });

  it('opens for one process at a time', async () => {
    await open();
    expect(await openImageCache(folder, 1, silent)).toBeUndefined();
  });

  it.each<[string, (rootfs: string) => void]>([
    [
      'a changed byte',
      (rootfs) => writeFileSync(join(rootfs, 'file'), Buffer.alloc(fileBytes, 2), { flag: 'r+' }),
    ],
    [
      'a changed byte under the former time',
      (rootfs) => {
        const { atime, mtime } = statSync(join(rootfs, 'file'));
        writeFileSync(join(rootfs, 'file'), Buffer.alloc(fileBytes, 2), { flag: 'r+' });
        utimesSync(join(rootfs, 'file'), atime, mtime);
      },
    ],
    ['a longer file', (rootfs) => appendFileSync(join(rootfs, 'file'), 'x')],
    ['a missing file', (rootfs) => rmSync(join(rootfs, 'file'))],
    ['a further file', (rootfs) => writeFileSync(join(rootfs, 'more'), '')],
    ['a further name', (rootfs) => linkSync(join(rootfs, 'file'), join(rootfs, 'more'))],
    ['another mode', (rootfs) => chmodSync(join(rootfs, 'file'), 0o777)],
    ['no folder', (rootfs) => rmSync(rootfs, { recursive: true })],
  ])('unpacks an image again after %s', async (_damage, change) => {
    const cache = await open();
    const rootfs = await use(cache, 1);
    change(rootfs);
    expect(await use(cache, 1)).not.toBe(rootfs);
    expect(unpackedCount).toBe(2);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});

const engines = { runsc: await findTestEngine('runsc'), runc: await findTestEngine('runc') };

/**
 * Perl program that tries to change each file of its image in every way, then prints the image's note as its
 * prediction.
 */
const vandal = `
for my $path (qw(/bin/perl /bin/sh /note /)) {
  chmod 0777, $path; chown 1000, 1000, $path; utime 1, 1, $path;
  if (open my $file, "+<", $path) { print $file "gone"; close $file }
  truncate $path, 0; rename $path, "/gone"; unlink $path; link $path, "/more"; symlink "x", "/link"; mkdir "/new";
  syscall(165, my $from = "none", my $to = $path, 0, 32, 0);
}
open I, "<", "/note" or die $!; open O, ">", "/output/predictions.csv" or die $!;
print O <I>; close O or die $!;
`;

/**
 * Expects that a program that escaped its container can't change the image: it would be the user of another
 * image's run.
 */
function expectUnwritable(rootfs: string, setpriv: string): void {
  const asUser = ['--reuid=2000000000', '--regid=2000000000', '--clear-groups', '--'];
  const found = (...tests: string[]) =>
    execFileSync(setpriv, [...asUser, 'find', rootfs, ...tests], { encoding: 'utf8' });
  expect(found('-name', 'note', '-readable')).toBe(`${rootfs}/note\n`);
  expect(found('(', '-writable', '!', '-type', 'l', ')', '-o', '-perm', '/6000')).toBe('');
}

describe.each(['runsc', 'runc'] as const)('an unpacked image that %s runs', (kind) => {
  const engine = engines[kind];
  it.skipIf(engine === undefined)('can’t be changed by its program, nor by a user of runs', async () => {
    if (!engine) throw new Error('a test that should have been skipped');
    const folder = mkdtempSync(join(parent, 'engine-'));
    chmodSync(folder, 0o711);
    const archive = join(folder, 'image.tar');
    const note = { name: './note', content: 'as it was sent', mode: 0o6777 };
    const config = { Entrypoint: ['/bin/perl', '-e', vandal] };
    const layers = [await writePerlLayer(), writeTar([note])];
    writeFileSync(archive, writeDockerArchive({ layers, config }));
    const cache = await openImageCache(join(folder, 'images'), Number.MAX_SAFE_INTEGER, silent);
    if (!cache) throw new Error('the folder is in use');
    let unpackedCount = 0;
    const run = () =>
      cache.using(
        sourceOf(1),
        async (own) => {
          unpackedCount++;
          return unpackImage(archive, own, testLimits, engine);
        },
        async (image) => {
          if (process.getuid?.() === 0) expectUnwritable(image.rootfs, engine.setpriv);
          const input = { name: 'inputs.csv', bytes: Buffer.from('id\n') } as const;
          return runUnpacked(image, { input, limits: testLimits, faultsAs: 'texts' }, engine);
        },
      );
    for (let i = 0; i < 3; i++) {
      const ended = await run();
      expect(ended.ok ? Buffer.from(ended.value.output.bytes).toString() : ended.error).toBe(
        'as it was sent',
      );
    }
    expect(unpackedCount).toBe(1);
  });
});
