import { chooseTicks } from '@/app/_ui/plot/ticks';
import type { ModelInRoundView } from '@/lib/contracts/model';
import type { Evidence } from '@/lib/core/benchmark';

/** A score adjusted to the base round's difficulty, with its 95 % limits. */
export type PlacedScore = {
  readonly version: string;
  readonly evidence: Evidence;
  readonly score: number;
  readonly lower: number;
  readonly upper: number;
};

export type VersionHistoryColumn = {
  readonly round: number;
  readonly title: string;
  /** Null where the round isn't linked with the base round, or the model is at chance. */
  readonly main: PlacedScore | null;
  /** Versions that stand in the round beside that one, newest first. */
  readonly beside: readonly PlacedScore[];
};

export type VersionHistoryShape = {
  readonly baseRound: number;
  /** In the order of time. */
  readonly columns: readonly VersionHistoryColumn[];
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
};

/** More would stand in each other's way. */
const besideMax = 3;

/**
 * A model's scores over the rounds that count, on one scale.
 * @param rounds newest first
 * @returns null where fewer than two rounds are on one scale
 */
export function shapeVersionHistory(rounds: readonly ModelInRoundView[]): VersionHistoryShape | null {
  const counting = rounds.filter(({ provisional, state }) => !provisional && state !== 'invalidated');
  const baseRound = counting.flatMap(({ entry }) => entry.equated?.base_round ?? [])[0];
  if (baseRound === undefined) return null;
  const columns = counting.toReversed().map(({ round, title, entry, reference_entries }) => ({
    round,
    title,
    main: placeEntry(entry, round === baseRound),
    beside: reference_entries
      .slice(0, besideMax)
      .flatMap((one) => placeEntry(one, round === baseRound) ?? []),
  }));
  const placed = columns.flatMap(({ main, beside }) => (main ? [main, ...beside] : beside));
  if (columns.filter(({ main }) => main).length < 2) return null;
  const [lowest, highest] = [
    Math.min(...placed.map(({ lower }) => lower)),
    Math.max(...placed.map(({ upper }) => upper)),
  ];
  // Room for a version's name below its line.
  const margin = (highest - lowest || Math.abs(highest) || 1) * 0.12;
  const [low, high] = [lowest - margin, highest + margin];
  return { baseRound, columns, low, high, ticks: chooseTicks(low, high) };
}

/** In the base round the raw score stands. */
function placeEntry(
  { version, evidence, score, interval, equated }: ModelInRoundView['entry'],
  isBase: boolean,
): PlacedScore | null {
  if (equated) {
    const { score, lower, upper } = equated;
    return { version, evidence, score, lower, upper };
  }
  return isBase && interval
    ? { version, evidence, score, lower: interval.lower, upper: interval.upper }
    : null;
}
