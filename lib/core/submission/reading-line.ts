/** A file that waits to be read. */
export type WaitingFile = {
  /** Whose it is: of each person one file is read at a time. Null for the site's own. */
  readonly personId: string | null;
  /** Whether it may be as large as files get: such ones never take every reader. */
  readonly isHeavy: boolean;
};

export type ReadingLine<File extends WaitingFile> = {
  /**
   * Takes a file. Where more wait than may, one has to leave, which is given: the last of whoever's files have cost the most, so
   * that nobody fills the line for others. It may be the file itself.
   */
  join(file: File, nowMs: number): File | null;
  /** The file to be read next, which is then in work; undefined while none may begin. */
  takeNext(nowMs: number): File | undefined;
  /** Ends the work on a file, which took so many milliseconds. */
  finish(file: File, usedMs: number, nowMs: number): void;
  /** Takes back a file that waits; whether it did. */
  leave(file: File): boolean;
};

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
  };
}

/** What somebody's files have cost counts half after a minute. */
const halfLifeMs = 60_000;

/** What people's files have cost lately, in milliseconds; the site's own cost nothing. */
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
      // What is less than a millisecond by now isn't worth remembering.
      for (const [other] of costs) if (of(other, nowMs) < 1) costs.delete(other);
    },
  };
}
