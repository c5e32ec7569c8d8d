import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContainerLimits, containerLimitsDefault } from '../container-limits';
import type { ContainerEngine } from '../find-engine';
import { type UnpackedImage, unpackImage } from '../unpack-image';
import { writePerlLayer } from './perl-image';
import { writeDockerArchive } from './write-image';

/** Limits of the tests: small, so that bombs end soon. */
export const testLimits: ContainerLimits = {
  ...containerLimitsDefault,
  memoryBytesMax: 128 * 1024 ** 2,
  wallMsMax: 20_000,
  outputBytesMax: 1_000_000,
  tmpBytesMax: 8 * 1024 ** 2,
  unpackedBytesMax: 64 * 1024 ** 2,
  tasksMax: 20,
};

export type TestBase = {
  /** A folder for files of the tests; other users can reach it. */
  readonly folder: string;
  readonly perlLayer: Buffer;
  /** An unpacked image with Perl. */
  readonly image: UnpackedImage;
};

/** Unpacks an image with Perl, for all tests of a file. */
export async function unpackBase(engine: ContainerEngine): Promise<TestBase> {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-container-'));
  chmodSync(folder, 0o711);
  const perlLayer = await writePerlLayer();
  const archive = join(folder, 'base.tar');
  writeFileSync(archive, writeDockerArchive({ layers: [perlLayer], config: { Cmd: ['perl'] } }));
  const unpackedFolder = join(folder, 'base');
  mkdirSync(unpackedFolder);
  const unpacked = await unpackImage(archive, unpackedFolder, testLimits, engine);
  if (!unpacked.ok) throw new Error(unpacked.error.text);
  return { folder, perlLayer, image: unpacked.value };
}

/** Returns the same image with another program. */
export const withPerl = (image: UnpackedImage, code: string, ...words: readonly string[]): UnpackedImage => ({
  ...image,
  program: { args: ['/bin/perl', '-e', code, ...words], env: [], workingFolder: '/' },
});
