export const auditActorKinds = [
  'maintainer',
  'operator',
  'visitor',
  'scheduler',
  'scorer',
  'participant',
] as const;
export type AuditActorKind = (typeof auditActorKinds)[number];

/** What is told of an act, and who may record it. */
export type ActRule = {
  /** Whether the public changelog tells it. */
  readonly isPublic: boolean;
  /** A benchmark’s act has no round, and one of the whole site neither. */
  readonly on: 'site' | 'benchmark' | 'round';
  /** As whose act each process may record it. What stands under neither is recorded by the operator’s commands alone. */
  readonly by: { readonly web?: readonly AuditActorKind[]; readonly scorer?: readonly AuditActorKind[] };
  /** Whoever does it from the web says why, in the member `reason` of its detail. */
  readonly hasReason?: true;
};

/**
 * Every act that is recorded. What is told here is what the database enforces: db/functions/audit_events.sql reads it from the
 * view that db/migrate.ts makes.
 */
export const auditActs = {
  benchmark_created: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  // By an operator's command.
  benchmark_listed: { isPublic: true, on: 'benchmark', by: {} },
  benchmark_changed: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  schedule_changed: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  feedback_policy_changed: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  test_set_uploaded: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  draft_changed: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  draft_deleted: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  seal_asked: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  round_sealed: { isPublic: true, on: 'round', by: { scorer: ['scorer'] } },
  round_opened: { isPublic: true, on: 'round', by: { scorer: ['maintainer', 'scheduler'] } },
  // The scorer, who does it, is told no words.
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
  // That one was, and how many so far; nothing of what it said.
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
  erratum_proposed: { isPublic: false, on: 'round', by: { web: ['maintainer'] }, hasReason: true },
  erratum_compared: { isPublic: false, on: 'round', by: { scorer: ['scorer'] } },
  // From here on everybody knows of it, and so of its being dropped.
  erratum_consented: { isPublic: true, on: 'round', by: { web: ['maintainer', 'operator'] } },
  erratum_dropped: { isPublic: true, on: 'round', by: { web: ['maintainer', 'operator'] } },
  erratum_published: { isPublic: true, on: 'round', by: { scorer: ['maintainer'] } },
  // By a team, of what is its own; by a maintainer, in public. A trigger records them with the deed.
  submission_chosen: { isPublic: false, on: 'round', by: {} },
  submission_withdrawn: { isPublic: false, on: 'round', by: {} },
  submission_taken_out: { isPublic: true, on: 'round', by: {} },
  version_retired: { isPublic: false, on: 'benchmark', by: {} },
  mark_designated: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] }, hasReason: true },
  mark_dropped: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  person_invited: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  invitation_revoked: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  invitation_accepted: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  role_changed: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  role_removed: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  // A suspicion is for the maintainers and the teams alone.
  link_proposed: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  link_dropped: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  teams_linked: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  teams_unlinked: { isPublic: false, on: 'benchmark', by: { web: ['maintainer'] } },
  flag_judged: { isPublic: false, on: 'round', by: { web: ['maintainer'] } },
  // What the public learns of it: that it was, how many so far, and words that are meant for it. Of no round: where few have
  // entered, that would tell whom the flag is about.
  flag_judgement_told: { isPublic: true, on: 'benchmark', by: { web: ['maintainer'] } },
  clock_held: { isPublic: false, on: 'site', by: { scorer: ['scorer'] } },
  // Of an operator's account whose address was proved for the first time: what came before it was ended.
  operator_ways_ended: { isPublic: false, on: 'site', by: { web: ['operator'] } },
  // By the commands of whoever has the machine, as the tables’ owner; of the whole site.
  person_token_made: { isPublic: false, on: 'site', by: {} },
  clock_accepted: { isPublic: false, on: 'site', by: {} },
  audit_repaired: { isPublic: false, on: 'site', by: {} },
} as const satisfies Record<string, ActRule>;
export type AuditAct = keyof typeof auditActs;
/** The acts that the changelog tells. */
export type PublicAct = {
  [A in AuditAct]: (typeof auditActs)[A]['isPublic'] extends true ? A : never;
}[AuditAct];

/** The acts that a process may record. */
export type ActRecordedBy<Recorder extends 'web' | 'scorer'> = {
  [A in AuditAct]: Recorder extends keyof (typeof auditActs)[A]['by'] ? A : never;
}[AuditAct];

export const isPublicAct = (act: AuditAct): act is PublicAct => auditActs[act].isPublic;
