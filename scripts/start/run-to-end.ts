import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { devNull } from 'node:os';
import { recordProcess } from './process-record';
import { rotateLog } from './rotate-logs';

/**
 * Runs a Node program until it ends.
 * @param options.recordFile file that records the process while it runs, so that others can stop it @throws
 * with the end of the program's log when it fails
 */
export async function runToEnd(options: {
  name: string;
  args: readonly string[];
  environment: NodeJS.ProcessEnv;
  logFile: string;
  recordFile?: string;
}): Promise<void> {
  const { name, args, environment, logFile, recordFile } = options;
  const log = openLog(logFile);
  const child = spawn(process.execPath, args, {
    env: environment,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  if (recordFile && child.pid) recordProcess(recordFile, child.pid);
  const code = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(status ?? signal));
  });
  if (recordFile) rmSync(recordFile, { force: true });
  if (code !== 0) throw new Error(`${name} ended with ${code}. ${logFile} ends:\n${readLogEnd(logFile, 30)}`);
}

/** Opens a log for appending. */
function openLog(path: string): number {
  rotateLog(path);
  return openSync(path, 'a', 0o600);
}

/**
 * Opens a log for appending; discards output while the disk is full, because the program must run even
 * without a log.
 */
export function openLogIfPossible(path: string): number {
  try {
    return openLog(path);
  } catch {
    return openSync(devNull, 'a');
  }
}

/** Returns the last lines of a log, for people. */
function readLogEnd(path: string, lines: number): string {
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '';
}
