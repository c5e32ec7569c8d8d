import { existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { devNull } from 'node:os';

const sizeBytesMax = 16 * 1024 * 1024;

/** Opens a log for appending; a large one is renamed first, replacing the earlier renamed one. */
export function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > sizeBytesMax) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** The log, or no output while the disk is full, since its writer has other work than logging. */
export function openLogIfPossible(path: string): number {
  try {
    return openLog(path);
  } catch {
    return openSync(devNull, 'a');
  }
}

/** The last lines of a log, for people. */
export function readLogEnd(path: string, lines: number): string {
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '';
}
