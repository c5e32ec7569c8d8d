import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'tidemark-pages-';
/** The path of a unix socket has 104 bytes on some systems. */
const parentBytesMax = 60;

/** A folder that only this system account can enter (0700), for a socket; it is gone when the process ends. */
export function makeSocketFolder(parent = chooseParent()): string {
  removeLeft(parent);
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const chooseParent = (): string => (Buffer.byteLength(tmpdir()) > parentBytesMax ? '/tmp' : tmpdir());

/** What processes left that were killed. Another's that runs is in use. */
function removeLeft(parent: string): void {
  for (const name of readdirSync(parent)) {
    const [, pid] = new RegExp(`^${prefix}(\\d+)-`).exec(name) ?? [];
    if (pid === undefined || (Number(pid) !== process.pid && isRunning(Number(pid)))) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // Another account's, which is not ours to remove.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // One of another account's may not be asked.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
