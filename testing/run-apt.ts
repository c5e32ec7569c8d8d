import { existsSync } from 'node:fs';
import { runProgram } from './run-program';

const timeoutMs = 10 * 60_000;

/** True if a package of Debian or Ubuntu could be installed: for root only. */
export const hasApt = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

export function runApt(...words: string[]) {
  return runProgram('apt-get', words, { environment: { DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs });
}
