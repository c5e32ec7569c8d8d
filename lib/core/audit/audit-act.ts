export const auditActorKinds = [
  'maintainer',
  'operator',
  'visitor',
  'scheduler',
  'scorer',
  'participant',
] as const;
export type AuditActorKind = (typeof auditActorKinds)[number];

/** Visibility and permitted actors of an audit event. */
export type ActRule = {
  /** The public changelog shows it. */
  readonly isPublic: boolean;
  /** A benchmark’s event has no round, and an event of the whole site has neither. */
  readonly on: 'site' | 'benchmark' | 'round';
  /** Kinds of actor for which each process may record it. Without an entry only the operator's commands record it. */
  readonly by: { readonly web?: readonly AuditActorKind[]; readonly scorer?: readonly AuditActorKind[] };
  /** The web requires a reason, in the member `reason` of its detail. */
  readonly hasReason?: true;
};

/**
 * All kinds of audit events. The database enforces these rules: db/functions/audit_events.sql reads them from the view that
 * db/migrate.ts makes.
 */
export const auditActs = {
  benchmark_created: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  // Recorded by an operator's command.
  benchmark_listed: { isPublic: true, on: 'benchmark', by: {} },
  benchmark_changed: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  // The benchmark's page is gone with it.
  benchmark_deleted: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  announced: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  schedule_changed: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  feedback_policy_changed: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  test_set_uploaded: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  draft_changed: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  draft_deleted: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  seal_asked: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  round_sealed: { isPublic: true, on: 'round', by: { scorer: ['scorer'] } },
  // A draft isn't public: the reason becomes public with the event `round_sealed`.
  leak_overrule_proposed: { isPublic: false, on: 'round', by: { web: ['maintainer'] }, hasReason: true },
  leak_overrule_dropped: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  leak_overruled: { isPublic: false, on: 'round', by: { web: ['maintainer'] }, hasReason: true },
  round_opened: { isPublic: true, on: 'round', by: { scorer: ['maintainer', 'scheduler'] } },
  // The scorer, which executes it, doesn't get the reason.
  extension_asked: { isPublic: true, on: 'round', by: { web: ['maintainer'] }, hasReason: true },
  round_extended: { isPublic: true, on: 'round', by: { scorer: ['maintainer'] } },
  round_closed: {
    isPublic: true,
    on: 'round',
    by: { web: ['maintainer'], scorer: ['scheduler'] },
    hasReason: true,
  },
  ranking_published: { isPublic: true, on: 'round', by: { scorer: ['scorer'] } },
  rotation_slept_over: { isPublic: true, on: 'benchmark', by: { scorer: ['scheduler'] } },
  refresh_overdue: { isPublic: true, on: 'benchmark', by: { scorer: ['scheduler'] } },
  round_replaced: { isPublic: true, on: 'round', by: { scorer: ['scorer'] } },
  leak_reported: { isPublic: false, on: 'round', by: { web: ['visitor'] } },
  // Discloses the number of handled reports, not their content.
  leak_report_handled: { isPublic: true, on: 'round', by: { web: ['maintainer'] } },
  round_frozen: { isPublic: true, on: 'round', by: { web: ['maintainer'] }, hasReason: true },
  round_unfrozen: { isPublic: true, on: 'round', by: { web: ['maintainer'] } },
  invalidation_proposed: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  invalidation_dropped: { isPublic: false, on: 'round', by: { web: ['maintainer', 'operator'] } },
  round_invalidated: {
    isPublic: true,
    on: 'round',
    by: { web: ['maintainer', 'operator'] },
    hasReason: true,
  },
  reveal_asked: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  round_revealed: { isPublic: true, on: 'round', by: { scorer: ['scorer'] } },
  // Names no other team of the flagged pair. A proposal isn't public, since it may be dropped.
  team_withdrawal_proposed: { isPublic: false, on: 'round', by: { web: ['maintainer'] }, hasReason: true },
  team_withdrawal_dropped: { isPublic: false, on: 'round', by: { web: ['maintainer', 'operator'] } },
  team_withdrawn: { isPublic: true, on: 'round', by: { web: ['maintainer', 'operator'] }, hasReason: true },
  erratum_proposed: { isPublic: false, on: 'round', by: { web: ['maintainer'] }, hasReason: true },
  erratum_compared: { isPublic: false, on: 'round', by: { scorer: ['scorer'] } },
  // Public from the consent on, like a later withdrawal.
  erratum_consented: { isPublic: true, on: 'round', by: { web: ['maintainer', 'operator'] } },
  erratum_dropped: { isPublic: true, on: 'round', by: { web: ['maintainer', 'operator'] } },
  erratum_published: { isPublic: true, on: 'round', by: { scorer: ['maintainer'] } },
  // A team's own choice is not public, a maintainer's is. A trigger records both in the same transaction.
  submission_chosen: { isPublic: false, on: 'round', by: {} },
  submission_withdrawn: { isPublic: false, on: 'round', by: {} },
  submission_taken_out: { isPublic: true, on: 'round', by: {} },
  version_retired: { isPublic: false, on: 'benchmark', by: {} },
  anchor_designated: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] }, hasReason: true },
  anchor_dropped: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  person_invited: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  invitation_revoked: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  invitation_accepted: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  role_changed: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  role_removed: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  // Recorded by the database's functions for who may enter. Neither names an address.
  entry_decided: { isPublic: false, on: 'benchmark', by: {} },
  entry_list_changed: { isPublic: false, on: 'benchmark', by: {} },
  entry_code_changed: { isPublic: false, on: 'benchmark', by: {} },
  // Only the maintainers and the teams can see a proposed link.
  link_proposed: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  link_dropped: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  // A participant records a merge that captains of both teams wanted.
  teams_linked: { isPublic: false, on: 'benchmark', by: { web: ['maintainer', 'participant'] } },
  teams_unlinked: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  // Recorded by a trigger, without the team's own name, so that not even the whole log links both.
  pseudonym_set: { isPublic: false, on: 'benchmark', by: {} },
  flag_judged: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  // Public statement on flags: their number and the maintainer's text. It names no round: where few teams have entered, that
  // would reveal which team was flagged.
  flag_judgement_reported: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  // Recorded by the database's function `operator_act`, for a command or the page of operators. It names a benchmark where its subject
  // is a part of one.
  operator_acted: { isPublic: true, on: 'site', by: {} },
  clock_held: { isPublic: false, on: 'site', by: { scorer: ['scorer'] } },
  // An operator proved their address for the first time, which removed all earlier sign-in methods.
  operator_ways_ended: { isPublic: false, on: 'site', by: { web: ['operator'] } },
  // Recorded by the database's function `delete_own_account`. It names the person by an id that leads nowhere any more.
  account_deleted: { isPublic: false, on: 'site', by: {} },
  own_data_downloaded: { isPublic: false, on: 'site', by: { web: ['participant'] } },
  // Recorded by commands on the server, which connect as the owner of the tables; for the whole site.
  person_token_made: { isPublic: false, on: 'site', by: {} },
  clock_accepted: { isPublic: false, on: 'site', by: {} },
  backup_made: { isPublic: false, on: 'site', by: {} },
  drill_recorded: { isPublic: false, on: 'site', by: {} },
  scorer_key_rotated: { isPublic: false, on: 'site', by: {} },
  secrets_rotated: { isPublic: false, on: 'site', by: {} },
  audit_repaired: { isPublic: false, on: 'site', by: {} },
  runner_added: { isPublic: false, on: 'site', by: {} },
  runner_revoked: { isPublic: false, on: 'site', by: {} },
  runner_resumed: { isPublic: false, on: 'site', by: {} },
  runner_set_aside: { isPublic: false, on: 'site', by: { scorer: ['scorer'] } },
  // A public one would reveal a runner before it is registered.
  runner_requested: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  runner_request_withdrawn: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
} as const satisfies Record<string, ActRule>;
export type AuditAct = keyof typeof auditActs;
/** The audit events that the changelog shows. */
export type PublicAct = {
  [A in AuditAct]: (typeof auditActs)[A]['isPublic'] extends true ? A : never;
}[AuditAct];

/** The events that a process may record. */
export type ActRecordedBy<Recorder extends 'web' | 'scorer'> = {
  [A in AuditAct]: Recorder extends keyof (typeof auditActs)[A]['by'] ? A : never;
}[AuditAct];

export const isPublicAct = (act: AuditAct): act is PublicAct => auditActs[act].isPublic;
