import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pino from 'pino';
import { z } from 'zod';
import type { Result } from '@/lib/core/result';
import { holdName } from '../start-as-own-user';
import type { RunFolder } from './compose-bundle';
import type { SealedImage } from './container-work';
import type { ImageLimits } from './scan-image';
import { requireReachable } from './start-in-namespaces';
import type { UnpackedImage } from './unpack-image';

/** Facts on which an unpacked image depends. */
export type ImageSource = {
  readonly artefact: Pick<SealedImage, 'sha256' | 'fileKey'>;
  readonly limits: ImageLimits;
  /** Folders that hide the image's own of that name. */
  readonly mounted: readonly RunFolder[];
  /** True for a run on hidden inputs. */
  readonly isHidden: boolean;
};

export type UnpackedImages = {
  /**
   * Runs `use` on an unpacked image.
   * @param unpack fills an empty folder; called where the image isn't there, or isn't whole any more
   */
  using<T, Fault>(
    source: ImageSource,
    unpack: (folder: string) => Promise<Result<UnpackedImage, Fault>>,
    use: (image: UnpackedImage) => Promise<Result<T, Fault>>,
  ): Promise<Result<T, Fault>>;
};

export const temporaryPrefix = 'tidemark-image-';

/** A folder of this process, which others may pass through but not list. */
export function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `${temporaryPrefix}${process.pid}-`));
  chmodSync(folder, 0o711);
  return folder;
}

/** Images that are unpacked for one run each. */
export const uncachedImages: UnpackedImages = {
  async using(_source, unpack, use) {
    const folder = makeTemporaryFolder();
    try {
      const unpacked = await unpack(folder);
      return unpacked.ok ? await use(unpacked.value) : unpacked;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const texts = z.array(z.string()).readonly();

const storedSchema = z.strictObject({
  key: z.string(),
  rootfs: z.string(),
  program: z.strictObject({ args: texts, env: texts, workingFolder: z.string() }),
  imageDigest: z.string(),
  architecture: z.string(),
  /** A hash of the files' facts after unpacking. */
  factsSha256: z.string(),
  byteCount: z.number(),
});

type CachedImage = z.output<typeof storedSchema> & {
  readonly folder: string;
  users: number;
  usedAtMs: number;
};

const descriptionName = 'image.json';

/**
 * Opens the unpacked images that a runner keeps in its own folder, also over restarts: two runs of an image at a time unpack it
 * once, the image that wasn't used for the longest time is removed first, and one whose files have changed is unpacked again.
 * @param byteCountMax total size, beside the images that run
 * @returns undefined where another process has them open
 */
export async function openImageCache(
  folder: string,
  byteCountMax: number,
  log: Pick<pino.Logger, 'warn'>,
): Promise<UnpackedImages | undefined> {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  chmodSync(folder, 0o711);
  requireReachable(join(folder, 'image'));
  if (!(await holdName(`tidemark-images-${statSync(folder).ino}`))) return undefined;
  const cached = new Map(listCached(folder).map((image) => [image.key, image]));
  const arriving = new Map<string, Promise<unknown>>();

  /** @returns the image with one more user */
  async function take<Fault>(
    key: string,
    unpack: (folder: string) => Promise<Result<UnpackedImage, Fault>>,
  ): Promise<Result<CachedImage, Fault>> {
    for (;;) {
      const found = cached.get(key);
      if (found) {
        found.users++;
        if ((await measureFiles(found.rootfs)).factsSha256 === found.factsSha256)
          return { ok: true, value: found };
        log.warn({ image: found.imageDigest }, 'an unpacked image has changed, and is unpacked again');
        if (cached.get(key) === found) cached.delete(key);
        await release(found);
        continue;
      }
      const other = arriving.get(key);
      if (!other) {
        const arrival = add(key, unpack).finally(() => arriving.delete(key));
        arriving.set(
          key,
          arrival.catch(() => {}),
        );
        return arrival;
      }
      // Where it fails, its lease may have ended: this run tries with its own.
      await other;
    }
  }

  async function add<Fault>(
    key: string,
    unpack: (folder: string) => Promise<Result<UnpackedImage, Fault>>,
  ): Promise<Result<CachedImage, Fault>> {
    const own = mkdtempSync(join(folder, 'image-'));
    try {
      chmodSync(own, 0o711);
      const unpacked = await unpack(own);
      if (!unpacked.ok) {
        await rm(own, { recursive: true });
        return unpacked;
      }
      const { factsSha256, byteCount } = await measureFiles(unpacked.value.rootfs);
      if (factsSha256 === null) throw new Error('the files of an unpacked image can’t be listed');
      const stored = { key, ...unpacked.value, factsSha256, byteCount };
      writeWhole(join(own, descriptionName), JSON.stringify(stored));
      const image = { ...stored, folder: own, users: 1, usedAtMs: Date.now() };
      cached.set(key, image);
      await removeOldest(byteCountMax);
      return { ok: true, value: image };
    } catch (error) {
      await rm(own, { recursive: true, force: true });
      throw error;
    }
  }

  async function release(image: CachedImage): Promise<void> {
    image.users--;
    image.usedAtMs = Date.now();
    if (cached.get(image.key) !== image) {
      if (image.users === 0) await remove(image);
      return;
    }
    utimesSync(join(image.folder, descriptionName), new Date(), new Date());
    await removeOldest(byteCountMax);
  }

  async function removeOldest(bytesMax: number): Promise<void> {
    let byteCount = [...cached.values()].reduce((sum, image) => sum + image.byteCount, 0);
    const unused = [...cached.values()].filter(({ users }) => users === 0);
    for (const image of unused.sort((a, b) => a.usedAtMs - b.usedAtMs)) {
      if (byteCount <= bytesMax) return;
      byteCount -= image.byteCount;
      cached.delete(image.key);
      await remove(image);
    }
  }

  await removeOldest(byteCountMax);
  return {
    async using(source, unpack, use) {
      const taken = await take(keyOf(source), unpack);
      if (!taken.ok) return taken;
      try {
        return await use(taken.value);
      } finally {
        await release(taken.value);
      }
    },
  };
}

/**
 * Includes the file key: else a captured web process, which knows hashes, could have a runner use an image that it can't read. Runs
 * on hidden inputs have files of their own: a program could tell the next one by locks on files, or by which pages it has read into
 * memory, what it has seen, and that one could print it.
 */
const keyOf = ({ artefact: { sha256, fileKey }, limits, mounted, isHidden }: ImageSource) =>
  createHash('sha256')
    .update(
      JSON.stringify([
        sha256,
        Buffer.from(fileKey).toString('hex'),
        limits.unpackedBytesMax,
        limits.layersMax,
        limits.command,
        mounted,
        isHidden,
      ]),
    )
    .digest('hex');

/** Lists the images of earlier processes, and removes incomplete ones. */
function listCached(folder: string): CachedImage[] {
  return readdirSync(folder).flatMap((name) => {
    const own = join(folder, name);
    try {
      const stored = storedSchema.parse(JSON.parse(readFileSync(join(own, descriptionName), 'utf8')));
      const usedAtMs = statSync(join(own, descriptionName)).mtimeMs;
      return [{ ...stored, folder: own, users: 0, usedAtMs }];
    } catch {
      rmSync(own, { recursive: true, force: true });
      return [];
    }
  });
}

/** Removes the description first: files that a kill leaves are then no image. */
async function remove({ folder }: CachedImage): Promise<void> {
  await rm(join(folder, descriptionName), { force: true });
  await rm(folder, { recursive: true, force: true });
}

function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** `find` prints each file's path, inode, mode, owner, size, blocks of 512 bytes, time of its last change, and target of a link. */
const facts = '%P\\0%i %m %U %G %s %b %C@ %l\\0';

const blockBytes = 512;

/**
 * A hash of every file's facts, and their size on the disk. The kernel sets the time of the last change, so no program can write a
 * file and keep its facts; the contents needn't be read. Null where a file can't be read.
 */
async function measureFiles(rootfs: string): Promise<{ factsSha256: string | null; byteCount: number }> {
  const hash = createHash('sha256');
  let [rest, byteCount] = ['', 0];
  const child = spawn('find', [rootfs, '-printf', facts], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  for await (const chunk of child.stdout) {
    hash.update(chunk);
    const words = `${rest}${chunk.toString('latin1')}`.split('\0');
    rest = words.pop() ?? '';
    for (const word of words) byteCount += blockBytes * Number(blocksOf.exec(word)?.[1] ?? 0);
  }
  return { factsSha256: (await ended) === 0 ? hash.digest('hex') : null, byteCount };
}

const blocksOf = /^\d+ \d+ \d+ \d+ \d+ (\d+) /;
