import { spawnSync } from 'node:child_process';

/** A Python that has these modules, Debian's own before any other; null if there is none. */
export function findPython(modules: readonly string[]): string | null {
  const works = (python: string) =>
    spawnSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' }).status === 0;
  return ['/usr/bin/python3', 'python3'].find(works) ?? null;
}
