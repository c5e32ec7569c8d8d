import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { openLogIfPossible } from './log-file';
import { recordProcessLater, stopRecordedProcess } from './process-record';
import { say } from './progress';
import { restartDelayMs } from './restart-delay';

export type KeptProcess = {
  /** Number of consecutive ends within half a minute of a start. */
  failures(): number;
  stop(): Promise<void>;
};

const steadyAfterMs = 30_000;

/** Starts a Node program and restarts it, with growing delays, whenever it ends. */
export function keepRunning(options: {
  name: string;
  args: readonly string[];
  environment: NodeJS.ProcessEnv;
  logFile: string;
  recordFile: string;
}): KeptProcess {
  let failures = 0;
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  let ended = Promise.resolve();

  const start = () => {
    const startedAt = performance.now();
    const child = spawnLogged(options);
    ended = untilEnded(child).then((how) => {
      if (isStopping) return;
      failures = performance.now() - startedAt > steadyAfterMs ? 1 : failures + 1;
      const delayMs = restartDelayMs(failures);
      say(`${options.name} ended (${how}); starting it again. Its log: ${options.logFile}`);
      timer = setTimeout(start, delayMs);
    });
  };
  start();
  return {
    failures: () => failures,
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await stopRecordedProcess(options.recordFile);
      await ended;
    },
  };
}

function spawnLogged(options: Parameters<typeof keepRunning>[0]): ChildProcess {
  const log = openLogIfPossible(options.logFile);
  // A session of its own: Ctrl-C in the terminal is for the supervisor, which ends the processes in order.
  const child = spawn(process.execPath, options.args, {
    env: options.environment,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  if (child.pid) recordProcessLater(options.recordFile, child.pid);
  return child;
}

function untilEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}
