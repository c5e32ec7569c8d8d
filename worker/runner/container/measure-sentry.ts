import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { listTree, type MeasureTree } from '../sandboxed-process';

/** `/memfd:runsc-memory (deleted)`: gVisor keeps the memory of all its programs in one file without a name. */
const memoryFile = /^\/memfd:runsc-memory\b/;

/** Unit of `blocks` in stat(2). */
const blockBytes = 512;

/**
 * Makes a measure of one process tree of gVisor. Its processes share the pages of one memory file, so that adding up their shared
 * memory would count it several times; the file itself says how much it has.
 */
export function makeSentryMeasure(): MeasureTree {
  let known: string | undefined;
  return (rootPid) => {
    const processes = listTree(rootPid);
    known ??= processes.map(({ pid }) => findMemoryFile(pid)).find((path) => path !== undefined);
    return {
      tasks: processes.reduce((sum, { tasks }) => sum + tasks, 0),
      memoryBytes: processes.reduce((sum, { privateBytes }) => sum + privateBytes, sizeOf(known)),
    };
  };
}

function findMemoryFile(pid: number): string | undefined {
  try {
    return readdirSync(`/proc/${pid}/fd`)
      .map((name) => `/proc/${pid}/fd/${name}`)
      .find((path) => memoryFile.test(readlinkSync(path)));
  } catch {
    // It has ended, or closed a file meanwhile: the next look is in 25 ms.
    return undefined;
  }
}

function sizeOf(path: string | undefined): number {
  try {
    return path === undefined ? 0 : blockBytes * statSync(path).blocks;
  } catch {
    return 0;
  }
}
