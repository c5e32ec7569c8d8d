export const auditActorKinds = ['maintainer', 'operator', 'visitor', 'scheduler', 'scorer'] as const;
export type AuditActorKind = (typeof auditActorKinds)[number];

/** Every act that is recorded, and whether the public changelog tells it. */
export const auditActs = {
  benchmark_created: true,
  benchmark_listed: true,
  benchmark_changed: true,
  schedule_changed: true,
  feedback_policy_changed: true,
  test_set_uploaded: false,
  seal_asked: false,
  round_sealed: true,
  round_opened: true,
  round_closed: true,
  ranking_published: true,
  rotation_slept_over: true,
  refresh_overdue: true,
  round_replaced: true,
  leak_reported: false,
  leak_report_handled: false,
  round_frozen: true,
  round_unfrozen: true,
  invalidation_proposed: false,
  invalidation_dropped: false,
  round_invalidated: true,
  reveal_asked: false,
  round_revealed: true,
  erratum_proposed: false,
  erratum_compared: false,
  erratum_dropped: false,
  erratum_published: true,
  mark_designated: true,
  mark_dropped: true,
  person_invited: false,
  invitation_revoked: false,
  invitation_accepted: false,
  role_changed: false,
  role_removed: false,
  // A suspicion is for the maintainers and the teams alone.
  teams_linked: false,
  teams_unlinked: false,
  flag_judged: false,
  // Who may act as whom on the whole site; of no benchmark.
  person_token_made: false,
  clock_held: false,
  clock_accepted: false,
  // Of an operator's account whose address was proved for the first time: what came before it was ended.
  operator_ways_ended: false,
} as const satisfies Record<string, boolean>;
export type AuditAct = keyof typeof auditActs;
/** The acts that the changelog tells. */
export type PublicAct = {
  [A in AuditAct]: (typeof auditActs)[A] extends true ? A : never;
}[AuditAct];

export const isPublicAct = (act: AuditAct): act is PublicAct => auditActs[act];
