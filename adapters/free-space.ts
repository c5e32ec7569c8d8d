import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whether there is room for files. */
export type FreeSpace = { isShort(): Promise<boolean> };

/** Below this much free space nothing is taken that needs more, unless a setting says otherwise. */
export const freeSpaceMbMinDefault = 256;

/**
 * The free space of the file systems on which these folders lie, as far as this process may use it.
 * @param mbMin the floor, in MiB: below it on any of them, space is short
 */
export function freeSpaceOf(folders: readonly string[], mbMin: number): FreeSpace {
  return {
    async isShort() {
      const free = await Promise.all(folders.map(countFreeBytes));
      return Math.min(...free) < mbMin * 1024 * 1024;
    },
  };
}

/** A folder that isn't there yet will lie where the one above it lies. */
async function countFreeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const above = dirname(folder);
    if (above === folder) throw error;
    return countFreeBytes(above);
  }
}
