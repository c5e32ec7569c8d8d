import { readdirSync, readFileSync } from 'node:fs';

/** Command lines and environments of the site's processes, as other users of the machine, or its operator, read them. */
export function listProcessWords(): { words: Buffer; environment: Buffer }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ words: read(`/proc/${pid}/cmdline`), environment: read(`/proc/${pid}/environ`) }));
}

/** Empty for a process that has ended, or is another user's. */
function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
