/** A file that waits to be read. */
export type WaitingFile = {
  /** Whose it is: of each person one file is read at a time. Null for the site's own. */
  readonly personId: string | null;
  /** Whether it may be as large as files get: such ones never take every reader. */
  readonly isHeavy: boolean;
};

export type ReadingLine<File extends WaitingFile> = {
  /** False when as many wait as may: the file isn't taken. */
  join(file: File): boolean;
  /** The file to be read next, which is then in work; undefined while none may begin. */
  takeNext(nowMs: number): File | undefined;
  /** Ends the work on a file, which took so many milliseconds. */
  finish(file: File, usedMs: number, nowMs: number): void;
  /** Takes back a file that waits; whether it did. */
  leave(file: File): boolean;
};

/** What somebody's files have cost counts half after a minute. */
const halfLifeMs = 60_000;

/**
 * Who is read next: of those who have no file in work the one whose files have cost the least lately, and of equals who came
 * first. So whoever sends costly files waits behind everybody else, and a large file never keeps a small one waiting for long.
 */
export function createReadingLine<File extends WaitingFile>(limits: {
  readonly readerCount: number;
  readonly waitingMax: number;
}): ReadingLine<File> {
  const heavyMax = Math.max(1, limits.readerCount - 1);
  const waiting: File[] = [];
  const inWork = new Set<File>();
  const used = new Map<string, { ms: number; atMs: number }>();

  const usedBy = (personId: string | null, nowMs: number): number => {
    const past = personId === null ? undefined : used.get(personId);
    return past === undefined ? 0 : past.ms * 2 ** (-(nowMs - past.atMs) / halfLifeMs);
  };

  function mayBegin({ personId, isHeavy }: File): boolean {
    let heavyCount = 0;
    for (const other of inWork) {
      if (personId !== null && other.personId === personId) return false;
      if (other.isHeavy) heavyCount++;
    }
    return !isHeavy || heavyCount < heavyMax;
  }

  return {
    join(file) {
      if (waiting.length >= limits.waitingMax) return false;
      waiting.push(file);
      return true;
    },
    takeNext(nowMs) {
      let next: File | undefined;
      let leastMs = Number.POSITIVE_INFINITY;
      for (const file of waiting) {
        const usedMs = usedBy(file.personId, nowMs);
        if (usedMs >= leastMs || !mayBegin(file)) continue;
        next = file;
        leastMs = usedMs;
      }
      if (next === undefined) return undefined;
      waiting.splice(waiting.indexOf(next), 1);
      inWork.add(next);
      return next;
    },
    finish(file, usedMs, nowMs) {
      inWork.delete(file);
      if (file.personId === null) return;
      const ms = usedBy(file.personId, nowMs) + usedMs;
      used.delete(file.personId);
      used.set(file.personId, { ms, atMs: nowMs });
      // What is a few milliseconds by now isn't worth remembering.
      for (const [personId] of used) if (usedBy(personId, nowMs) < 1) used.delete(personId);
    },
    leave(file) {
      const at = waiting.indexOf(file);
      if (at !== -1) waiting.splice(at, 1);
      return at !== -1;
    },
  };
}
