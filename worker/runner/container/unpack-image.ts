import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ok, type Result, refuse } from '@/lib/core/result';
import { runLimitsDefault, yieldingWeight } from '../run-limits';
import { containerFolders, type RunFolder, runFolders } from './compose-bundle';
import { type ContainerFault, printable } from './container-fault';
import { readMessages } from './decide-run-fault';
import type { ContainerEngine } from './find-engine';
import { findProgramFault } from './find-program-fault';
import type { ImageProgram } from './read-manifest';
import { type ImageLimits, scanImage } from './scan-image';
import { requireReachable, startInNamespaces } from './start-in-namespaces';

/** An unpacked image, which may be used for any number of runs. */
export type UnpackedImage = {
  /** Folder of the image's files, readable by every user who can reach it. */
  readonly rootfs: string;
  readonly program: ImageProgram;
  /** SHA-256 of the image's config: Docker's image id. */
  readonly imageDigest: string;
  readonly architecture: string;
};

/** Limits of umoci, which unpacks one layer at a time and mostly waits for the disk. */
const unpackLimits = {
  ...runLimitsDefault,
  memoryBytesMax: 1024 ** 3,
  outputBytesMax: 0,
  processorWeight: yieldingWeight,
};

/**
 * Scans an image, then has umoci unpack it as an ordinary user. The image's owners and devices aren't
 * created; every user may read its files and none may write them, since all runs share them.
 * @param archive path of the file as received @param folder an empty folder for the image; the caller deletes
 * it @param mounted folders that are mounted over the image's folders of the same name @throws for faults of
 * the platform: the caller may try again
 */
export async function unpackImage(
  archive: string,
  folder: string,
  limits: ImageLimits,
  engine: ContainerEngine,
  mounted: readonly RunFolder[] = [],
): Promise<Result<UnpackedImage, ContainerFault>> {
  requireReachable(folder);
  // Other users may pass through the folder, but can't list it.
  chmodSync(folder, 0o711);
  const layout = join(folder, 'layout');
  const scanned = await scanImage(archive, layout, limits);
  if (!scanned.ok) return scanned;
  const { image, size } = scanned.value;
  const unpacked = join(folder, 'unpacked');
  mkdirSync(unpacked, { mode: 0o755 });
  const fault = await runUmoci(engine, { layout, unpacked, mounted }, size.unpackedBytes);
  await rm(layout, { recursive: true });
  if (fault) return refuse(fault);
  const rootfs = join(unpacked, 'rootfs');
  await takeOver(unpacked);
  const programFault = findProgramFault(rootfs, image.program);
  if (programFault) return refuse(programFault);
  const { program, digest, architecture } = image;
  return ok({ rootfs, program, imageDigest: digest, architecture });
}

/**
 * Makes root the owner of the files, since the users of runs also run other images. Without root they remain
 * this process's.
 */
async function takeOver(folder: string): Promise<void> {
  if (process.getuid?.() === 0) await promisify(execFile)('chown', ['-Rh', '0:0', folder]);
}

/**
 * Shell script that creates the mount points, since the root will be read-only; a link in their place could
 * lead elsewhere. Mount points that only some runs need are created only if the image has nothing of that
 * name.
 */
const script = `
layout=$1 rootfs=$2/rootfs prlimit=$3 bytes=$4 umoci=$5 other=$6
shift 6
"$prlimit" --fsize="$bytes" --core=0 -- "$umoci" raw unpack --rootless --image "$layout:latest" "$rootfs" >&2
code=$?
for name in "$@"; do
  if [ -L "$rootfs/$name" ] || [ ! -d "$rootfs/$name" ]; then rm -f "$rootfs/$name"; mkdir "$rootfs/$name"; fi
done
for name in $other; do
  [ -L "$rootfs/$name" ] || [ -e "$rootfs/$name" ] || mkdir "$rootfs/$name"
done
chmod -R u+rwX,a+rX,go-w,a-s "$rootfs"
exit "$code"
`;

async function runUmoci(
  { umoci, prlimit, ...tools }: ContainerEngine,
  {
    layout,
    unpacked,
    mounted,
  }: { readonly layout: string; readonly unpacked: string; readonly mounted: readonly RunFolder[] },
  bytesMax: number,
): Promise<ContainerFault | undefined> {
  const child = await startInNamespaces(tools, unpackLimits, {
    script,
    words: [
      ...[layout, unpacked, prlimit, String(bytesMax), umoci, runFolders.join(' ')],
      ...[...containerFolders, ...mounted],
    ],
    folder: unpacked,
  });
  child.output.resume();
  child.input.end();
  const end = await child.ended;
  if (end.exitCode === 0) return undefined;
  if (end.stoppedFor === 'time')
    return {
      code: 'image_too_large',
      text: `Unpacking the image took more than ${unpackLimits.wallMsMax / 60_000} minutes. Use a smaller base image with fewer files.`,
    };
  if (end.stoppedFor || !/umoci|unpack/i.test(end.complaint) || /no space left/i.test(end.complaint))
    throw new Error(`an image could not be unpacked: ${end.complaint || end.stoppedFor}`);
  return {
    code: 'image_format',
    text: printable(
      `The image’s layers can’t be unpacked: ${readMessages(end).replaceAll(unpacked, '')}. Build the image again with docker build, and save it with docker save.`,
    ),
  };
}
