/** A file that waits to be read. */
export type WaitingFile = {
  /** Id of the file's owner, of whose files only one is read at a time; null for the site's own files. */
  readonly personId: string | null;
  /** True if the file may have the maximum size. Such files never occupy all readers at once. */
  readonly isHeavy: boolean;
};

export type ReadingQueue<File extends WaitingFile> = {
  /**
   * Adds a file. If the queue exceeds its limit, one file is removed and returned: a file of the person with the
   * highest past cost, so that no person can fill the queue for others. That may be the added file.
   */
  join(file: File, nowMs: number): File | null;
  /** Returns the next file to read, which then counts as being read; undefined while no file may begin. */
  takeNext(nowMs: number): File | undefined;
  /** Ends the reading of a file, which took `usedMs` milliseconds. */
  finish(file: File, usedMs: number, nowMs: number): void;
  /** Removes a waiting file. @returns whether it was waiting */
  leave(file: File): boolean;
  waitingCount(): number;
};

/**
 * Queue of files to read. The next file is that of the person with the lowest recent cost among people of whom no file is
 * being read; among equals, the file that was added first. So a person who sends costly files waits behind all others, and a
 * large file never delays a small one for long.
 */
export function createReadingQueue<File extends WaitingFile>(limits: {
  readonly readerCount: number;
  readonly waitingMax: number;
}): ReadingQueue<File> {
  const heavyMax = Math.max(1, limits.readerCount - 1);
  const waiting: File[] = [];
  const inWork = new Set<File>();
  const past = createPastCosts();

  function mayBegin({ personId, isHeavy }: File): boolean {
    let heavyCount = 0;
    for (const other of inWork) {
      if (personId !== null && other.personId === personId) return false;
      if (other.isHeavy) heavyCount++;
    }
    return !isHeavy || heavyCount < heavyMax;
  }

  return {
    join(file, nowMs) {
      waiting.push(file);
      if (waiting.length <= limits.waitingMax) return null;
      let leaving = file;
      let mostMs = past.of(file.personId, nowMs);
      for (const other of waiting) {
        const usedMs = past.of(other.personId, nowMs);
        if (usedMs <= mostMs) continue;
        leaving = other;
        mostMs = usedMs;
      }
      waiting.splice(waiting.lastIndexOf(leaving), 1);
      return leaving;
    },
    takeNext(nowMs) {
      let next: File | undefined;
      let leastMs = Number.POSITIVE_INFINITY;
      for (const file of waiting) {
        const usedMs = past.of(file.personId, nowMs);
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
      past.add(file.personId, usedMs, nowMs);
    },
    leave(file) {
      const at = waiting.indexOf(file);
      if (at !== -1) waiting.splice(at, 1);
      return at !== -1;
    },
    waitingCount: () => waiting.length,
  };
}

/** Half-life of the recorded cost of a person's files, in ms. */
const halfLifeMs = 60_000;

/** Tracks the recent cost of each person's files, in milliseconds; the site's own files have no cost. */
function createPastCosts() {
  const costs = new Map<string, { ms: number; atMs: number }>();
  const of = (personId: string | null, nowMs: number): number => {
    const cost = personId === null ? undefined : costs.get(personId);
    return cost === undefined ? 0 : cost.ms * 2 ** (-(nowMs - cost.atMs) / halfLifeMs);
  };
  return {
    of,
    add(personId: string | null, usedMs: number, nowMs: number): void {
      if (personId === null) return;
      costs.set(personId, { ms: of(personId, nowMs) + usedMs, atMs: nowMs });
      // Deletes costs that have decayed below a millisecond.
      for (const [other] of costs) if (of(other, nowMs) < 1) costs.delete(other);
    },
  };
}
