import { spawnSync } from 'node:child_process';

/** Runs a program to its end: seconds from its start to its end, and the line of JSON that it printed last. */
export function timeProgram<T>(command: string, args: readonly string[]): { seconds: number; printed: T } {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  return { seconds, printed: JSON.parse(stdout.trim().split('\n').at(-1)!) };
}
