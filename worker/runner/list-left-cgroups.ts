const leftAfterMs = 60 * 60_000;

export const nameRunCgroup = (pid: number, now: number, count: number): string =>
  `tidemark-run-${pid}-${now.toString(36)}-${count}`;

/**
 * Groups of scorers that were killed in the middle of a run: the kernel ended their processes, and nobody took the empty folders away.
 * Of an hour at least, so that no group of a scorer whose processes we can't see goes while it is being made.
 */
export function listLeftCgroups(
  names: readonly string[],
  now: number,
  isAlive: (pid: number) => boolean,
): string[] {
  return names.filter((name) => {
    const [, pid = '', madeAt = ''] = /^tidemark-run-(\d+)-([0-9a-z]+)-\d+$/.exec(name) ?? [];
    return pid !== '' && !isAlive(Number(pid)) && now - Number.parseInt(madeAt, 36) > leftAfterMs;
  });
}
