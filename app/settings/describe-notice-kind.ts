import type { NoticeKind } from '@/lib/core/notice/notice-kind';

/** What a kind of mail tells, and whom. */
export const noticeWords: Readonly<Record<NoticeKind, { title: string; hint: string }>> = {
  round_opened: {
    title: 'A round has opened',
    hint: 'of a benchmark that you maintain or ever submitted to',
  },
  closing_soon: {
    title: 'A round closes in 24 hours',
    hint: 'of a benchmark that your team ever submitted to; once more when its close is put off',
  },
  round_closed: {
    title: 'The official ranking is out',
    hint: 'of a round that your team submitted to, with your rank',
  },
  refresh_overdue: {
    title: 'A refresh is overdue',
    hint: 'of a benchmark that you maintain: no sealed round waits',
  },
  round_frozen: { title: 'A round is frozen', hint: 'with the reason' },
  round_unfrozen: { title: 'A round is no longer frozen', hint: 'its scores count' },
  round_invalidated: {
    title: 'A round is invalidated',
    hint: 'its scores never rank, and its quota is back',
  },
  leak_reported: { title: 'A leak is reported', hint: 'of a benchmark that you maintain' },
  objections_begun: {
    title: 'An erratum may be objected to',
    hint: 'two people want to correct labels; with the reason, and until when',
  },
  erratum_published: {
    title: 'An erratum is published',
    hint: 'labels were corrected, and scores with them',
  },
  flags_raised: { title: 'Flags are raised', hint: 'of a benchmark that you maintain: suspicions to judge' },
};
