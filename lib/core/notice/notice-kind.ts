/** Why people get mail about a round. */
export const noticeKinds = [
  'round_opened',
  'closing_soon',
  'round_closed',
  'refresh_overdue',
  'round_frozen',
  'round_unfrozen',
  'round_invalidated',
  'leak_reported',
  'objections_begun',
  'erratum_published',
  'flags_raised',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Notices about whether scores can be trusted. Nobody can switch them off. */
const integrityNotices: readonly NoticeKind[] = [
  'round_frozen',
  'round_unfrozen',
  'round_invalidated',
  'leak_reported',
  'objections_begun',
  'erratum_published',
];

export const isIntegrityNotice = (kind: NoticeKind): boolean => integrityNotices.includes(kind);
