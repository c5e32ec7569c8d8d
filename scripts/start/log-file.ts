import { existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';

const sizeBytesMax = 16 * 1024 * 1024;

/** Opens a log for appending; a large one is set aside first, in place of the one set aside before. */
export function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > sizeBytesMax) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** The last lines of a log, for a person. */
export function readLogEnd(path: string, lines: number): string {
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '';
}
