import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BundledProgram, findBundle } from './find-bundle';

const root = fileURLToPath(new URL('..', import.meta.url));

export type SpawnedProcess = {
  pid: number;
  hasEnded: () => boolean;
  /** Sends a signal and waits for the end. */
  end: (signal: NodeJS.Signals) => Promise<void>;
  /** Its output, standard error included. */
  output: () => string;
  /** Exit code; null when a signal ended it. */
  ended: Promise<number | null>;
};

/** Runs a program in a process of its own, bundled as `npm start` does, with the given environment only. */
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
  const ended = once(child, 'exit').then(([code]) => code as number | null);
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

/** The most memory the process has had resident so far, in bytes (Linux); undefined elsewhere. */
export function readPeakMemory(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
