import { type ChildProcess, spawn } from 'node:child_process';

/** Time that a program may take to stop its children after SIGTERM. */
const endMsMax = 120_000;

type BoundedRun = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Time limit, after which it gets SIGTERM, and then SIGKILL. */
  readonly msMax: number;
};

/** Running programs, to be stopped on an interrupt. */
const running = new Set<ChildProcess>();

/** Sends SIGINT to everything that runs, like Ctrl-C in a terminal of its own. */
export function interruptRuns(): void {
  for (const child of running) endGroup(child, 'SIGTERM');
}

/** Runs a program in a process group of its own to its end, or to `msMax`, with both outputs. */
export function runBounded(run: BoundedRun): Promise<{ exitCode: number | null; output: string }> {
  const { child, ended } = startBounded(run);
  const tooLate = setTimeout(() => stopBounded(child, ended), run.msMax);
  return ended.finally(() => clearTimeout(tooLate));
}

/** Starts a program as `runBounded` does, for `stopBounded` to stop. */
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

/** Sends SIGTERM to a program, and kills it and its group when it doesn't end. */
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
