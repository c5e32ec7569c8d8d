import { type ChildProcess, spawn } from 'node:child_process';

/** Milliseconds that a program may take to stop its children after SIGTERM. */
const endMsMax = 120_000;

type BoundedRun = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Time limit in milliseconds, after which the program gets SIGTERM, and then SIGKILL. */
  readonly msMax: number;
};

/** Programs that are running, which an interrupt stops. */
const running = new Set<ChildProcess>();

/** Sends SIGTERM to the process groups of all running programs. */
export function interruptRuns(): void {
  for (const child of running) endGroup(child, 'SIGTERM');
}

/**
 * Runs a program in a process group of its own until it ends, or for at most `msMax`, and collects standard
 * output and error.
 */
export function runBounded(run: BoundedRun): Promise<{ exitCode: number | null; output: string }> {
  const { child, ended } = startBounded(run);
  const tooLate = setTimeout(() => stopBounded(child, ended), run.msMax);
  return ended.finally(() => clearTimeout(tooLate));
}

/** Starts a program as `runBounded` does; `stopBounded` stops it. */
export function startBounded({ command, args, cwd, environment }: Omit<BoundedRun, 'msMax'>): {
  child: ChildProcess;
  ended: Promise<{ exitCode: number | null; output: string }>;
} {
  const child = spawn(command, args, {
    cwd,
    env: environment as NodeJS.ProcessEnv,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<{ exitCode: number | null; output: string }>((resolve) => {
    const end = (exitCode: number | null, word: string) => {
      running.delete(child);
      resolve({ exitCode, output: `${Buffer.concat(chunks)}${word}` });
    };
    child.once('error', (error) => end(null, `${error.message}\n`));
    child.once('close', (exitCode) => end(exitCode, ''));
  });
  return { child, ended };
}

/** Sends SIGTERM to a program's process group; if the program doesn't end, kills the group. */
export async function stopBounded(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  endGroup(child, 'SIGTERM');
  const force = setTimeout(() => endGroup(child, 'SIGKILL'), endMsMax);
  await ended;
  clearTimeout(force);
}

function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The process group has ended.
  }
}
