import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Mounts a small file system in memory on a folder. @returns false where that needs more rights */
export const mountSmallDisk = (folder: string, megabytes: number, mode = '755'): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=${mode}`, 'tmpfs', folder]).status === 0;

/** Unmounts it, even while a process has a file open there. */
export function unmountSmallDisk(folder: string): void {
  spawnSync('umount', ['-l', folder]);
}

/** True for root, except in most containers. */
export function canMountSmallDisk(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-disk-'));
  const isMounted = mountSmallDisk(folder, 1);
  if (isMounted) unmountSmallDisk(folder);
  rmdirSync(folder);
  return isMounted;
}
