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

/** A round's official ranking with the models of one reader. */
export type NoticeRanking = {
  readonly metric: MetricName;
  /** Number of models in the ranking. */
  readonly rankedCount: number;
  /** Models of the teams to which the reader belongs. */
  readonly own: readonly Pick<
    LeaderboardEntry,
    'model' | 'rank' | 'rank_lower' | 'rank_upper' | 'score' | 'interval'
  >[];
};

/** Facts from which a notice mail is composed: public facts, and facts about the reader. */
export type NoticeFacts = {
  readonly kind: NoticeKind;
  readonly createdAt: Date;
  readonly detail: Readonly<Record<string, string | number | null>>;
  readonly benchmark: { readonly slug: string; readonly title: string };
  readonly round: NoticeRound | null;
  readonly reader: {
    readonly role: MaintainerRole | null;
    /** True if one of the reader's teams submitted to the round. */
    readonly hasSubmitted: boolean;
    readonly isFollower?: boolean;
    /** True if the reader is an operator of the site, who may consent to a proposal. */
    readonly isOperator?: boolean;
  };
  /** The round's official ranking; null before it is published. */
  readonly ranking: NoticeRanking | null;
};

/**
 * Recipients of a kind of notice: everyone with a role in the benchmark, members of teams that submitted or of one team, or
 * one person.
 */
export type NoticeAudience = {
  readonly hasMaintainers: boolean;
  /** True if the only recipient is the person in the detail `person` of the notice. */
  readonly isOnePerson?: true;
  /** True if the recipients are the members of the team in the detail `team` of the notice. */
  readonly isOneTeam?: true;
  /** Includes the teams with a submission to the notice's round, or to any round of its benchmark; null for no teams. */
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
 * Time of the next attempt to send a mail, if it isn't known by then that the mail was sent. The shortest wait is longer
 * than any attempt, so that two processes never send the same mail at once.
 * @param attempt number of attempts including the current one, from 1
 */
export const decideRetryAt = (now: Date, attempt: number): Date =>
  new Date(now.getTime() + (waitsMs[attempt - 1] ?? waitsMs[waitsMs.length - 1]!));
