import type { MaintainerRole } from '../benchmark';
import type { LeaderboardEntry } from '../leaderboard/leaderboard';
import type { MetricName } from '../metrics/metric-name';

/** Reasons for mail about a round. */
export const noticeKinds = [
  'round_opened',
  'closing_soon',
  'round_closed',
  'refresh_due',
  'refresh_overdue',
  'round_frozen',
  'round_unfrozen',
  'round_invalidated',
  'leak_reported',
  'objections_begun',
  'erratum_published',
  'flags_raised',
  'consent_needed',
  'announced',
  'entry_asked',
  'entry_decided',
  'training_failed',
] as const;

export type NoticeKind = (typeof noticeKinds)[number];

/** Notices about the integrity of scores, which can't be switched off. */
const integrityNotices: readonly NoticeKind[] = [
  'round_frozen',
  'round_unfrozen',
  'round_invalidated',
  'leak_reported',
  'objections_begun',
  'erratum_published',
];

export const isIntegrityNotice = (kind: NoticeKind): boolean => integrityNotices.includes(kind);

export type NoticeRound = {
  readonly number: number;
  readonly title: string;
  readonly closesAt: Date | null;
  readonly freezeReason: string | null;
  readonly invalidationReason: string | null;
};

/** A published final snapshot with one reader's models. */
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

/** Facts for a notice mail: public ones, and those about the reader. */
export type NoticeFacts = {
  readonly kind: NoticeKind;
  readonly createdAt: Date;
  readonly detail: Readonly<Record<string, string | number | null>>;
  readonly benchmark: { readonly slug: string; readonly title: string };
  readonly round: NoticeRound | null;
  readonly reader: {
    readonly role: MaintainerRole | null;
    /** One of the reader's teams submitted to the round. */
    readonly hasSubmitted: boolean;
    readonly isFollower?: boolean;
    /** An operator of the site, who may consent. */
    readonly isOperator?: boolean;
  };
  /** Ranking of a round whose official ranking is published. */
  readonly ranking: NoticeRanking | null;
};

/** Recipients of a notice: everyone with a role in the benchmark, members of teams that submitted or of one team, or one person. */
export type NoticeAudience = {
  readonly hasMaintainers: boolean;
  /** The person of the notice's detail `person`. */
  readonly isOnePerson?: true;
  /** The team of the notice's detail `team`. */
  readonly isOneTeam?: true;
  /** Teams with a submission to the notice's round, or to any round of its benchmark. */
  readonly teamsOf: 'round' | 'benchmark' | null;
  readonly hasFollowers?: true;
};

const maintainersOnly: NoticeAudience = { hasMaintainers: true, teamsOf: null };

const maintainersAndRound: NoticeAudience = { hasMaintainers: true, teamsOf: 'round' };

export const noticeAudiences: Readonly<Record<NoticeKind, NoticeAudience>> = {
  round_opened: { hasMaintainers: true, teamsOf: 'benchmark' },
  closing_soon: { hasMaintainers: false, teamsOf: 'benchmark' },
  round_closed: { hasMaintainers: false, teamsOf: 'round' },
  refresh_due: maintainersOnly,
  refresh_overdue: maintainersOnly,
  round_frozen: maintainersAndRound,
  round_unfrozen: maintainersAndRound,
  round_invalidated: maintainersAndRound,
  leak_reported: maintainersOnly,
  objections_begun: maintainersAndRound,
  erratum_published: maintainersAndRound,
  flags_raised: maintainersOnly,
  consent_needed: maintainersOnly,
  announced: { hasMaintainers: true, teamsOf: 'benchmark', hasFollowers: true },
  entry_asked: maintainersOnly,
  entry_decided: { hasMaintainers: false, isOnePerson: true, teamsOf: null },
  training_failed: { hasMaintainers: false, isOneTeam: true, teamsOf: null },
};

/** Maximum number of attempts to send one mail. */
export const attemptsMax = 5;

const minute = 60_000;

const waitsMs = [2 * minute, 10 * minute, 60 * minute, 6 * 60 * minute] as const;

/**
 * Time of the next attempt if the mail is not known to be sent by then. The shortest wait is longer than any attempt, so that
 * two processes never send the same mail at once.
 * @param attempt number of attempts, the current one included: 1 or more
 */
export const decideRetryAt = (now: Date, attempt: number): Date =>
  new Date(now.getTime() + (waitsMs[attempt - 1] ?? waitsMs[waitsMs.length - 1]!));
