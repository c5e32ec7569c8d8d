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

/** Facts that determine the files of an unpacked image. */
export type ImageSource = {
  readonly artefact: Pick<SealedImage, 'sha256' | 'fileKey'>;
  readonly limits: ImageLimits;
  /** Folders that are mounted over the image's folders of the same name. */
  readonly mounted: readonly RunFolder[];
  /** True for a run on inputs that aren't public. */
  readonly isHidden: boolean;
};

export type UnpackedImages = {
  /**
   * Runs `use` on an unpacked image. @param unpack fills an empty folder; called if the image isn't cached,
   * or has been changed
   */
  using<T, Fault>(
    source: ImageSource,
    unpack: (folder: string) => Promise<Result<UnpackedImage, Fault>>,
    use: (image: UnpackedImage) => Promise<Result<T, Fault>>,
  ): Promise<Result<T, Fault>>;
};

export const temporaryPrefix = 'tidemark-image-';

/** Makes a folder of this process that other users may pass through but not list. */
export function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `${temporaryPrefix}${process.pid}-`));
  chmodSync(folder, 0o711);
  return folder;
}

/** Unpacks images anew for each run, without a cache. */
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
  /** SHA-256 over all files' metadata after unpacking. */
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
 * Opens the runner's cache of unpacked images, which also survives restarts: two concurrent runs of an image
 * unpack it once, the least recently used image is removed first, and an image whose files have changed is
 * unpacked again. @param byteCountMax total size, not counting images in use @returns undefined while another
 * process has the cache open
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

  /** @returns the cached image, with its count of users increased */
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
      // If the other run fails to unpack, its lease may have ended: this run then unpacks with its own lease.
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
 * The key includes the image's file key: an attacker who controls the web process knows hashes, and could
 * otherwise have a runner use an image that he can't read. Runs on hidden inputs have separate copies:
 * through locks on files or pages in memory, a program could pass hidden inputs to the image's next run,
 * whose outcome may be reported.
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

/** Lists the images that earlier processes cached, and removes incomplete ones. */
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

/** Removes the description first: without it, files that a kill leaves behind don't count as an image. */
async function remove({ folder }: CachedImage): Promise<void> {
  await rm(join(folder, descriptionName), { force: true });
  await rm(folder, { recursive: true, force: true });
}

function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/**
 * Format for `find`: each file's path, inode, mode, owner, group, size, blocks of 512 bytes, time of the last
 * status change, and target of a link.
 */
const facts = '%P\\0%i %m %U %G %s %b %C@ %l\\0';

const blockBytes = 512;

/**
 * Hashes every file's metadata, and measures the files' size on the disk. The kernel sets the time of the
 * last change, so no program can write a file without changing its metadata; contents needn't be read. The
 * hash is null if a file can't be read.
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
