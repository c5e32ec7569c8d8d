import type { MaintainerRole } from '../benchmark';
import type { LeaderboardEntry } from '../leaderboard/leaderboard';
import type { MetricName } from '../metrics/metric-name';
import type { NoticeKind } from './notice-kind';

export type NoticeRound = {
  readonly number: number;
  readonly title: string;
  readonly closesAt: Date | null;
  readonly freezeReason: string | null;
  readonly invalidationReason: string | null;
};

/** A published final snapshot, as far as one reader is concerned. */
export type NoticeRanking = {
  readonly metric: MetricName;
  /** Models in the ranking. */
  readonly rankedCount: number;
  /** The models of the reader's teams. */
  readonly own: readonly Pick<
    LeaderboardEntry,
    'model' | 'rank' | 'rank_lower' | 'rank_upper' | 'score' | 'interval'
  >[];
};

/** What a mail about something is made from. Everything in it is public, but for what concerns the reader alone. */
export type NoticeFacts = {
  readonly kind: NoticeKind;
  readonly createdAt: Date;
  readonly detail: Readonly<Record<string, string | number | null>>;
  readonly benchmark: { readonly slug: string; readonly title: string };
  readonly round: NoticeRound | null;
  readonly reader: {
    readonly role: MaintainerRole | null;
    /** Whether a team of the reader's submitted to the round. */
    readonly hasSubmitted: boolean;
  };
  /** Of a round whose official ranking is published. */
  readonly ranking: NoticeRanking | null;
};
