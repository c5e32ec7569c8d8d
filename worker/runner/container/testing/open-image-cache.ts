import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openImageCache } from '../image-cache';
import type { UnpackedImage } from '../unpack-image';

/** Replaces unpacking: writes a file of this size. */
export async function unpackFile(folder: string, byteCount: number): Promise<UnpackedImage> {
  const rootfs = join(folder, 'rootfs');
  mkdirSync(rootfs);
  writeFileSync(join(rootfs, 'file'), Buffer.alloc(byteCount, 1));
  const program = { args: ['/file'], env: [], workingFolder: '/' };
  return { rootfs, program, imageDigest: 'sha256:00', architecture: 'amd64' };
}

/**
 * Acts as a runner process that uses the images with these numbers, and is killed while it unpacks the last
 * one.
 */
async function beKilledAmidUse(folder: string, numbers: readonly string[]): Promise<void> {
  const images = await openImageCache(folder, Number.MAX_SAFE_INTEGER, { warn: () => {} });
  if (!images) throw new Error('the folder is in use');
  for (const number of numbers)
    await images.using(
      sourceOf(Number(number)),
      async (own) => {
        const value = await unpackFile(own, 4_096);
        if (number === numbers.at(-1)) process.kill(process.pid, 'SIGKILL');
        return { ok: true, value };
      },
      async () => ({ ok: true, value: null }),
    );
}

export const sourceOf = (number: number) => ({
  artefact: { sha256: 'ab'.repeat(32), fileKey: Uint8Array.from([number]) },
  limits: { unpackedBytesMax: 1_000, layersMax: 10 },
  mounted: [],
  isHidden: false,
});

const [, program = '', folder, ...numbers] = process.argv;
if (program.endsWith('open-image-cache.ts') && folder !== undefined) await beKilledAmidUse(folder, numbers);
