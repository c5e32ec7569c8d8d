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
  /** True if the public changelog shows the event. */
  readonly isPublic: boolean;
  /**
   * Subject of the event. An event of a benchmark has no round; an event of the whole site has neither a round nor a
   * benchmark.
   */
  readonly on: 'site' | 'benchmark' | 'round';
  /**
   * Kinds of actor for which the web process and the scorer may record the event. An event without an entry is recorded only
   * by an operator's commands or by functions of the database.
   */
  readonly by: { readonly web?: readonly AuditActorKind[]; readonly scorer?: readonly AuditActorKind[] };
  /** True if the web process must give a reason, in the member `reason` of the event's detail. */
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
  // Not public, because the benchmark's page no longer exists.
  benchmark_deleted: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  announced: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  schedule_changed: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  feedback_policy_changed: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  test_set_uploaded: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  draft_changed: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  draft_deleted: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  seal_asked: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  round_sealed: { isPublic: true, on: 'round', by: { scorer: ['scorer'] } },
  // Not public, because the round is still a draft. The reason becomes public with the event `round_sealed`.
  leak_overrule_proposed: { isPublic: false, on: 'round', by: { web: ['maintainer'] }, hasReason: true },
  leak_overrule_dropped: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  leak_overruled: { isPublic: false, on: 'round', by: { web: ['maintainer'] }, hasReason: true },
  round_opened: { isPublic: true, on: 'round', by: { scorer: ['maintainer', 'scheduler'] } },
  // The maintainer who asks gives the reason; the scorer, which executes the extension, doesn't repeat it.
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
  // The public event states the number of handled leak reports, not their content.
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
  // The event's detail names only the withdrawn team, not the other team of the flagged pair. A proposal isn't public, since
  // it may be dropped.
  team_withdrawal_proposed: { isPublic: false, on: 'round', by: { web: ['maintainer'] }, hasReason: true },
  team_withdrawal_dropped: { isPublic: false, on: 'round', by: { web: ['maintainer', 'operator'] } },
  team_withdrawn: { isPublic: true, on: 'round', by: { web: ['maintainer', 'operator'] }, hasReason: true },
  erratum_proposed: { isPublic: false, on: 'round', by: { web: ['maintainer'] }, hasReason: true },
  erratum_compared: { isPublic: false, on: 'round', by: { scorer: ['scorer'] } },
  // An erratum becomes public when the second person consents, like a later withdrawal of the erratum.
  erratum_consented: { isPublic: true, on: 'round', by: { web: ['maintainer', 'operator'] } },
  erratum_dropped: { isPublic: true, on: 'round', by: { web: ['maintainer', 'operator'] } },
  erratum_published: { isPublic: true, on: 'round', by: { scorer: ['maintainer'] } },
  // A choice of the counting submission by the team is not public, a choice by a maintainer is. A trigger records either
  // event in the transaction of the choice.
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
  // Changes of who may enter the benchmark, recorded by functions of the database. No event contains an e-mail address.
  entry_decided: { isPublic: false, on: 'benchmark', by: {} },
  entry_list_changed: { isPublic: false, on: 'benchmark', by: {} },
  entry_code_changed: { isPublic: false, on: 'benchmark', by: {} },
  // Only the maintainers and the teams can see a proposed link.
  link_proposed: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  link_dropped: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  // The actor is a participant if captains of both teams wanted the teams to be merged.
  teams_linked: { isPublic: false, on: 'benchmark', by: { web: ['maintainer', 'participant'] } },
  teams_unlinked: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  // Recorded by a trigger, without the team's real name, so that even the whole audit log doesn't connect name and
  // pseudonym.
  pseudonym_set: { isPublic: false, on: 'benchmark', by: {} },
  flag_judged: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  // Public statement on flags: their number and the maintainer's text. The event names no round: where few teams have
  // entered, that would reveal which team was flagged.
  flag_judgement_reported: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  // Recorded by the database's function `operator_act`, for a command or the page of operators. Its detail names the
  // benchmark if the subject belongs to one.
  operator_acted: { isPublic: true, on: 'site', by: {} },
  clock_held: { isPublic: false, on: 'site', by: { scorer: ['scorer'] } },
  // An operator proved their e-mail address for the first time, which removed all sign-in methods that the account had
  // before.
  operator_ways_ended: { isPublic: false, on: 'site', by: { web: ['operator'] } },
  // Recorded by the database's function `delete_own_account`. The event names the person by an id that no longer belongs to
  // any account.
  account_deleted: { isPublic: false, on: 'site', by: {} },
  own_data_downloaded: { isPublic: false, on: 'site', by: { web: ['participant'] } },
  // Recorded by commands on the server, which connect to the database as the owner of the tables. These events concern the
  // whole site.
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
  // Not public, because it would reveal a runner before the runner is registered.
  runner_requested: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  runner_request_withdrawn: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
} as const satisfies Record<string, ActRule>;
export type AuditAct = keyof typeof auditActs;
/** The names of the audit events that the public changelog shows. */
export type PublicAct = {
  [A in AuditAct]: (typeof auditActs)[A]['isPublic'] extends true ? A : never;
}[AuditAct];

/** The names of the audit events that the given process may record. */
export type ActRecordedBy<Recorder extends 'web' | 'scorer'> = {
  [A in AuditAct]: Recorder extends keyof (typeof auditActs)[A]['by'] ? A : never;
}[AuditAct];

export const isPublicAct = (act: AuditAct): act is PublicAct => auditActs[act].isPublic;
