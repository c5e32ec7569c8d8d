import { spawnSync } from 'node:child_process';

/** Runs a program to its end. Returns its duration in seconds, and its last line of output, parsed as JSON. */
export function timeProgram<T>(command: string, args: readonly string[]): { seconds: number; printed: T } {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  return { seconds, printed: JSON.parse(stdout.trim().split('\n').at(-1)!) };
}

/** A Python with these modules, preferring Debian's own; null without one. */
export function findPython(modules: readonly string[]): string | null {
  const works = (python: string) =>
    spawnSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' }).status === 0;
  return ['/usr/bin/python3', 'python3'].find(works) ?? null;
}

/** The median of an odd number of values. */
export function computeMedian(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
