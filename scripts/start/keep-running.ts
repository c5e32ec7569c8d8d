import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordProcessLater, stopRecordedProcess } from './process-record';
import { say } from './progress';
import { openLogIfPossible } from './run-to-end';

type KeptProcess = {
  /** Number of consecutive times that the process ended within half a minute of its start. */
  failures(): number;
  /** Asks the process to finish its current work and end, without waiting for that. */
  drain(): void;
  /** Drains the process, and waits for its end. */
  stop(): Promise<void>;
  /** Makes the process end at once; may be called only after `drain`. */
  hurry(): void;
};

const steadyAfterMs = 30_000;

/** Runs a Node program, and restarts it after growing delays whenever it ends. */
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
  let child: ChildProcess | undefined;

  const start = () => {
    const startedAt = performance.now();
    child = spawnLogged(options);
    ended = untilEnded(child).then((how) => {
      if (isStopping) return;
      failures = performance.now() - startedAt > steadyAfterMs ? 1 : failures + 1;
      const delayMs = restartDelayMs(failures);
      say(`${options.name} ended (${how}); starting it again. Its log: ${options.logFile}`);
      timer = setTimeout(start, delayMs);
    });
  };
  start();
  const drain = () => {
    isStopping = true;
    clearTimeout(timer);
    child?.kill('SIGTERM');
  };
  return {
    failures: () => failures,
    drain,
    stop: async () => {
      drain();
      await stopRecordedProcess(options.recordFile);
      await ended;
    },
    // SIGINT acts as a second Ctrl-C: the scorer still hands its jobs back.
    hurry: () => child?.kill('SIGINT'),
  };
}

function spawnLogged(options: Parameters<typeof keepRunning>[0]): ChildProcess {
  const log = openLogIfPossible(options.logFile);
  // Runs in a session of its own: Ctrl-C in the terminal must reach only the supervisor, which ends the
  // processes in order.
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

const firstMs = 250;
const longestMs = 8_000;

/**
 * Delay before a process is started again. It doubles from a quarter of a second to eight seconds, so that a
 * process that can't start doesn't keep the machine busy, and one that was killed restarts within seconds.
 * @param failures number of consecutive ends shortly after a start
 */
export function restartDelayMs(failures: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1));
}

const patienceMs = 60_000;
const failuresMax = 3;

/**
 * Waits until the web process responds with 200 on `/readyz`.
 * @throws when the process has ended three times before that, or isn't ready within a minute
 */
export async function waitUntilReady(options: {
  web: KeptProcess;
  host: string;
  port: number;
  signal: AbortSignal;
}): Promise<void> {
  const { web, host, port, signal } = options;
  const url = `${ownUrlOf({ host, port })}/readyz`;
  const deadline = performance.now() + patienceMs;
  while (web.failures() < failuresMax && performance.now() < deadline) {
    signal.throwIfAborted();
    if (await isReady(url)) return;
    await sleep(100);
  }
  throw new Error(`The site didn't become ready: ${url}`);
}

/** Returns the URL at which this machine reaches its site. */
export const ownUrlOf = ({ host, port }: { host: string; port: number }): string =>
  `http://${reachableHost(host)}:${port}`;

/**
 * Returns a host to connect to: loopback for a host that means "every address", and an IPv6 address in
 * brackets.
 */
function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
