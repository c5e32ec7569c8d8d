import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Mounts a small file system in memory on a folder. @returns false if this process doesn't have the rights */
export const mountSmallDisk = (folder: string, megabytes: number, mode = '755'): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=${mode}`, 'tmpfs', folder]).status === 0;

/** Unmounts the small file system, even while a process has a file open there. */
export function unmountSmallDisk(folder: string): void {
  spawnSync('umount', ['-l', folder]);
}

/** True if this process may mount file systems, as root outside of most containers may. */
export function canMountSmallDisk(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-disk-'));
  const isMounted = mountSmallDisk(folder, 1);
  if (isMounted) unmountSmallDisk(folder);
  rmdirSync(folder);
  return isMounted;
}
