import type { Direction } from '../benchmark';

/** A scored submission of a model that isn't withdrawn. */
export type CountingCandidate = {
  readonly id: string;
  readonly isChosen: boolean;
  /** The score that its team had as feedback; null where none was reported. */
  readonly reportedScore: number | null;
  /** The scorer entered it when the round opened. */
  readonly isAutomatic: boolean;
  readonly receivedAt: Date;
};

/**
 * Picks the counting submission of each model among its candidates in a round: the one its team chose; else the best reported
 * score, the earlier of equal ones; else the newest that its team submitted; else the automatic evaluation of the version frozen
 * last, which is the one received last. `counting_submission` is the same rule in the database.
 */
export function pickCounting<T extends CountingCandidate>(
  candidates: readonly T[],
  direction: Direction,
  modelOf: (candidate: T) => string,
): T[] {
  const byModel = new Map<string, T>();
  for (const candidate of candidates) {
    const model = modelOf(candidate);
    const held = byModel.get(model);
    if (held === undefined || compareCandidates(candidate, held, direction) < 0)
      byModel.set(model, candidate);
  }
  return [...byModel.values()];
}

/** Negative where `a` counts before `b`. */
function compareCandidates(a: CountingCandidate, b: CountingCandidate, direction: Direction): number {
  if (a.isChosen !== b.isChosen) return a.isChosen ? -1 : 1;
  if (a.reportedScore !== null && b.reportedScore !== null)
    return (
      (direction === 'higher' ? b.reportedScore - a.reportedScore : a.reportedScore - b.reportedScore) ||
      compareReceived(a, b)
    );
  if (a.reportedScore !== null || b.reportedScore !== null) return a.reportedScore !== null ? -1 : 1;
  if (a.isAutomatic !== b.isAutomatic) return a.isAutomatic ? 1 : -1;
  return compareReceived(b, a);
}

function compareReceived(a: CountingCandidate, b: CountingCandidate): number {
  const difference = a.receivedAt.getTime() - b.receivedAt.getTime();
  if (difference !== 0) return difference;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
