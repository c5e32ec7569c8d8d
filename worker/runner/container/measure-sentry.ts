import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { listTree, type MeasureTree } from '../sandboxed-process';

/**
 * Matches `/memfd:runsc-memory (deleted)`: gVisor stores the memory of all its programs in one unlinked file.
 */
const memoryFile = /^\/memfd:runsc-memory\b/;

/** Bytes in one unit of `blocks` in stat(2). */
const blockBytes = 512;

/**
 * Makes a function that measures the memory of one gVisor process tree. The tree's processes share the pages
 * of one memory file: adding up their shared memory would count it several times, so the file's own size
 * counts.
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
    // The process has ended, or closed a file meanwhile; the next measurement follows in 25 ms.
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
