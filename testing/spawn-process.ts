import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePrograms } from '@/adapters/programs/bundle-programs';

const root = fileURLToPath(new URL('..', import.meta.url));

export type SpawnedProcess = {
  pid: number;
  hasEnded: () => boolean;
  /** Sends a signal and waits until the process has ended. */
  end: (signal: NodeJS.Signals) => Promise<void>;
  /** All output of the process so far, standard error included. */
  output: () => string;
  /** Settles with the exit code when the process has ended; null if a signal ended it. */
  ended: Promise<number | null>;
};

/**
 * Runs a program in a process of its own, from the same kind of bundle as `npm start`, with exactly the given environment
 * variables.
 */
export async function spawnProcess(
  program: BundledProgram,
  environment: Record<string, string>,
  words: readonly string[] = [],
): Promise<SpawnedProcess> {
  const args = ['--enable-source-maps', await findBundle(program), ...words];
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: root,
    env: { NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const ended = once(child, 'exit').then(([code]): number | null => code);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} could not be run`);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid,
    hasEnded,
    end: async (signal) => {
      if (!hasEnded()) child.kill(signal);
      await ended;
    },
    output: () => output,
    ended,
  };
}

/** The peak resident memory of a process so far, in bytes; undefined except on Linux. */
export function readPeakMemory(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

const programs = [
  'cli/admin.ts',
  'cli/check-model.ts',
  'cli/score.ts',
  'cli/verify.ts',
  'testing/one-thread-scorer.ts',
  'testing/play-web-under-load.ts',
  'testing/team-storm-process.ts',
  'worker/main.ts',
  'worker/runner/main.ts',
] as const;

type BundledProgram = (typeof programs)[number];

let bundling: Promise<(program: BundledProgram) => string> | undefined;

/**
 * The absolute path of a program's bundle, which starts much faster than its modules could be compiled. The first call in a
 * test process bundles all programs; the bundles are deleted when that process ends.
 */
export async function findBundle(program: BundledProgram): Promise<string> {
  bundling ??= bundleAll();
  return (await bundling)(program);
}

function bundleAll(): Promise<(program: BundledProgram) => string> {
  const temporary = mkdtempSync(join(tmpdir(), 'tidemark-programs-'));
  process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
  return bundlePrograms({
    root: fileURLToPath(new URL('..', import.meta.url)),
    programs,
    folder: join(temporary, 'programs'),
  });
}
