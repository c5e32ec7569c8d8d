import { spawn } from 'node:child_process';
import { closeSync, rmSync } from 'node:fs';
import { openLog, readLogEnd } from './log-file';
import { recordProcess } from './process-record';

/**
 * Runs a Node program to its end.
 *
 * @param options.recordFile record of the process while it runs, so that others can stop it
 * @throws with the end of its log when it fails
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
