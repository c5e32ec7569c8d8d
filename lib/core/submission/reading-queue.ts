/** A file that waits to be read. */
export type WaitingFile = {
  /** Owner: one file per person is read at a time. Null for the site's own. */
  readonly personId: string | null;
  /** The file may be as large as files get: such files never occupy every reader. */
  readonly isHeavy: boolean;
};

export type ReadingQueue<File extends WaitingFile> = {
  /**
   * Adds a file. Over the limit one file has to leave, which is returned: the last file of the person with the highest past cost,
   * so that no person fills the queue for others. It may be the file itself.
   */
  join(file: File, nowMs: number): File | null;
  /** Takes the next file to read, which is then in work; undefined while none may begin. */
  takeNext(nowMs: number): File | undefined;
  /** Ends the work on a file, which took so many milliseconds. */
  finish(file: File, usedMs: number, nowMs: number): void;
  /** Removes a waiting file. @returns whether it was waiting */
  leave(file: File): boolean;
  waitingCount(): number;
};

/**
 * Queue of files to read. Next is the person with the lowest recent cost among those without a file in work, and among equals the
 * first. So a person who sends costly files waits behind all others, and a large file never delays a small one for long.
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

/** Half-life of the recorded cost of a person's files. */
const halfLifeMs = 60_000;

/** Recent cost of each person's files, in milliseconds; the site's own cost nothing. */
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
      // Forgets costs that have decayed below a millisecond.
      for (const [other] of costs) if (of(other, nowMs) < 1) costs.delete(other);
    },
  };
}
