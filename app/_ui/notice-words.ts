import type { NoticeKind } from '@/lib/core/notice/notice';

/** For each kind of mail: its content and its recipients. */
export const noticeWords: Readonly<Record<NoticeKind, { title: string; hint: string }>> = {
  round_opened: {
    title: 'A round has opened',
    hint: 'of a benchmark that you maintain or ever submitted to',
  },
  closing_soon: {
    title: 'A round closes in 24 hours',
    hint: 'of a benchmark that your team ever submitted to; again if its close is moved',
  },
  round_closed: {
    title: 'The official ranking is out',
    hint: 'of a round that your team submitted to, with your rank',
  },
  refresh_due: {
    title: 'A test set is missing',
    hint: 'of a benchmark that you maintain: a rotation is due in 7 or 2 days, and no sealed round is ready',
  },
  refresh_overdue: {
    title: 'A refresh is overdue',
    hint: 'of a benchmark that you maintain: no sealed round is ready',
  },
  round_frozen: { title: 'A round is frozen', hint: 'with the reason' },
  round_unfrozen: { title: 'A round is no longer frozen', hint: 'its scores count' },
  round_invalidated: {
    title: 'A round is invalidated',
    hint: 'its scores are never ranked, and teams get their quota back',
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
  consent_needed: {
    title: 'A consent is needed',
    hint: 'of a benchmark that you maintain: another maintainer proposes something that takes two people',
  },
  announced: {
    title: 'An announcement',
    hint: 'by the maintainers of a benchmark that you maintain, follow or ever submitted to',
  },
  entry_asked: {
    title: 'People ask to enter',
    hint: 'of a benchmark that you maintain; at most one mail an hour',
  },
  entry_decided: {
    title: 'A decision on your entry',
    hint: 'a maintainer has approved or refused your application, or removed you',
  },
  training_failed: {
    title: 'A training made no version',
    hint: 'of an image of your team that trains itself; the last version stays in service',
  },
  flags_raised: { title: 'Flags are raised', hint: 'of a benchmark that you maintain: suspicions to judge' },
};
