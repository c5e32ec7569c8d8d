import type { MaintainedRoundView } from '@/lib/contracts/round';

/** A sealed round as its maintainers see it, for tests. */
export const makeRoundView = (
  number: number,
  of: Partial<MaintainedRoundView> = {},
): MaintainedRoundView => ({
  number,
  title: `Round ${number}`,
  state: 'sealed',
  opens_at: null,
  closes_at: null,
  item_count: 100,
  feedback_count: 40,
  final_count: 60,
  commitment: null,
  freshness: null,
  exposure: null,
  sealed_at: '2026-01-01T00:00:00.000Z',
  opened_at: null,
  closed_at: null,
  frozen_at: null,
  frozen_from: null,
  freeze_reason: null,
  invalidated_at: null,
  invalidation_reason: null,
  revealed_at: null,
  archive: [],
  check: null,
  submissions: { unfinished: 0, scored: 0, rejected: 0, failed: 0 },
  queue_order: number,
  replaces: null,
  ...of,
});
