import type { Evidence } from '@/lib/core/benchmark';
import type { EntryKind } from '@/lib/core/leaderboard/entry-kind';
import type { LastRound } from '@/lib/core/leaderboard/last-round';
import type { Openness } from '@/lib/core/model/disclosure';

/** Lower and upper. */
export type LimitPair = readonly [number, number];

/** What a page shows of one model of a ranking. The row is drawn from it, on the server and once more in the browser. */
export type RowFacts = {
  readonly slug: string;
  readonly model: string;
  readonly version: string;
  readonly team: string;
  /** Null where teams have no pages. */
  readonly teamSlug: string | null;
  readonly kind: EntryKind;
  readonly isChosen: boolean;
  /** An interval in words; null where it isn't ranked. */
  readonly rank: string | null;
  /** With the leader, in a ranking that counts. */
  readonly isTied: boolean;
  /** Its rank in the ranked round before, by which version, and whether it has shown to move. */
  readonly lastRank: string | null;
  readonly lastVersion: string | null;
  readonly lastMove: LastRound['rank_moved'];
  readonly score: number;
  readonly limits: LimitPair | null;
  readonly isOnFewItems: boolean;
  /** By corrected labels, where these make another one; with the rank by them. */
  readonly correctedScore: number | null;
  readonly correctedRank: number | null;
  /** Null in a provisional table, which says nothing of how a version came to be frozen. */
  readonly evidence: Evidence | null;
  readonly openness: Openness | null;
  /** Null of the columns that aren't shown, here and below. */
  readonly used: number | null;
  readonly gap: number | null;
  /** Whether it favours the feedback part by more than chance gives one model in forty. */
  readonly isGapMarked: boolean;
  /** How many models its team has, where it is their highest, and by how much that flatters it. The number only where it is said. */
  readonly bestOf: readonly [number | null, number] | null;
  readonly equated: number | null;
  readonly equatedLimits: LimitPair | null;
  /** Of the round before, on this one's scale: of its column, or for its mark in the plot. */
  readonly lastScore: number | null;
  readonly lastLimits: LimitPair | null;
  /** The instant and its day in words. */
  readonly submitted: readonly [string, string] | null;
  /** In the order of the columns of secondary metrics. */
  readonly secondary: readonly (number | null)[];
};
