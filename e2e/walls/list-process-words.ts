import { readdirSync, readFileSync } from 'node:fs';

/** What everybody on the machine, or whoever runs the site, reads of its processes: their words and their environments. */
export function listProcessWords(): { words: Buffer; environment: Buffer }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ words: read(`/proc/${pid}/cmdline`), environment: read(`/proc/${pid}/environ`) }));
}

/** Nothing of a process that has ended, or is somebody else's. */
function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
