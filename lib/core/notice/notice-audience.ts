import type { NoticeKind } from './notice-kind';

/** Who gets mail about something: everybody with a role in the benchmark, and members of teams that submitted. */
export type NoticeAudience = {
  readonly hasMaintainers: boolean;
  /** Teams with a submission to the notice's round, or to any round of its benchmark. */
  readonly teamsOf: 'round' | 'benchmark' | null;
};

const maintainersOnly: NoticeAudience = { hasMaintainers: true, teamsOf: null };
const maintainersAndRound: NoticeAudience = { hasMaintainers: true, teamsOf: 'round' };

export const noticeAudiences: Readonly<Record<NoticeKind, NoticeAudience>> = {
  round_opened: { hasMaintainers: true, teamsOf: 'benchmark' },
  closing_soon: { hasMaintainers: false, teamsOf: 'benchmark' },
  round_closed: { hasMaintainers: false, teamsOf: 'round' },
  refresh_overdue: maintainersOnly,
  round_frozen: maintainersAndRound,
  round_unfrozen: maintainersAndRound,
  round_invalidated: maintainersAndRound,
  leak_reported: maintainersOnly,
  objections_begun: maintainersAndRound,
  erratum_published: maintainersAndRound,
  flags_raised: maintainersOnly,
};
