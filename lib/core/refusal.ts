import type { EntrantState, EntryMode } from './entry/entry';
import type { LeakReportScope } from './leak-report/leak-report';
import type { SpentBudget } from './quota/budgets';
import type { Countable } from './quota/quota';
import type { IllegalTransition, RoundState } from './round/round-state';
import type { MailScope } from './sign-in/mail-limits';
import type { TokenScope } from './token-scope';

/** A file's fault with its position. `detail` never quotes a hidden label. */
export type FileFault = {
  readonly code: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly detail: string;
  readonly hint: string;
};

/** A field's fault in a form or in JSON. */
export type FieldFault = { readonly code: string; readonly field: string; readonly detail: string };

/**
 * All refusals of use cases. The kind is the stable `code` of the API's problem document (lib/contracts/problem.ts maps each one,
 * and fails to compile when one is missing).
 */
export type Refusal =
  | { kind: 'not_signed_in' }
  | { kind: 'token_invalid' }
  | { kind: 'forbidden'; needs: string }
  | { kind: 'not_found'; what: string }
  /** `reason` is the operator's, as the public page of their acts shows it under `actId`. */
  | { kind: 'withdrawn'; what: string; reason: string; actId: number }
  | { kind: 'account_suspended'; reason: string }
  | { kind: 'act_not_fitting'; detail: string }
  | { kind: 'invalid_request'; faults: readonly FieldFault[] }
  | { kind: 'slug_taken'; slug: string }
  /** `own`: name of the team's own model with this or a look-alike name; null if it is another team's model, or a team. */
  | { kind: 'name_taken'; what: 'model' | 'team'; own: string | null }
  /** `team`: to which the caller is bound in the round; null where it is another member who is bound. */
  | { kind: 'bound_to_team'; team: string | null; until: Date | null }
  | { kind: 'team_too_large'; people: number; sizeMax: number }
  | { kind: 'not_joinable'; because: string }
  | { kind: 'not_mergeable'; because: string }
  | { kind: 'fixed_by_round'; field: string; number: number; state: RoundState }
  /** `number`: a round that was sealed. */
  | { kind: 'not_deletable'; number: number }
  /** A benchmark has one announcement a day (UTC). */
  | { kind: 'announced_today'; againAt: Date }
  | { kind: 'policy_not_allowed'; detail: string }
  | { kind: 'unsupported_media_type'; detail: string }
  | { kind: 'too_large'; bytesMax: number }
  | { kind: 'file_rejected'; faults: readonly FileFault[]; faultCount: number }
  | { kind: 'kind_not_accepted'; accepts: readonly string[] }
  /** `state` and `reason` are those of the person's application or removal; null without one. */
  | {
      kind: 'entry_needed';
      slug: string;
      entry: EntryMode;
      state: EntrantState | null;
      reason: string | null;
    }
  /** `version` is the one in force; null where the benchmark has no rules. */
  | { kind: 'rules_not_accepted'; slug: string; version: number | null }
  | { kind: 'no_open_round' }
  | { kind: 'round_not_open'; state: RoundState; opensAt: Date | null; closesAt: Date | null }
  | { kind: 'quota_exhausted'; scope: 'round' | 'day'; limit: number; resetsAt: Date }
  | { kind: 'busy'; retryAfterSeconds: number }
  | { kind: 'files_in_line'; count: number; retryAfterSeconds: number }
  | { kind: 'upload_too_slow'; secondsMax: number }
  | { kind: 'idempotency_conflict' }
  | { kind: 'file_sent_already'; submissionId: string; model: string; version: string }
  | { kind: 'not_withdrawable'; because: string }
  | { kind: 'not_choosable'; because: string }
  | { kind: 'version_taken'; model: string; version: string; looksLike: string | null; next: string }
  | {
      kind: 'version_frozen_already';
      /** The model that `known` belongs to. */
      model: string;
      version: string;
      /** The version with the same file, the same name, or a look-alike name. */
      known: string;
      isSameFile: boolean;
      isRetired: boolean;
    }
  | { kind: 'versions_full'; limit: number }
  | { kind: 'images_full'; bytesMax: number }
  | ({ kind: 'budget_spent' } & SpentBudget)
  | IllegalTransition
  | { kind: 'round_frozen'; reason: string; frozenAt: Date }
  | { kind: 'after_next_rotation'; nextRotationAt: Date }
  | { kind: 'second_person_needed' }
  | { kind: 'proposal_void' }
  | { kind: 'submissions_unfinished'; count: number }
  | { kind: 'not_revealed'; state: RoundState }
  | { kind: 'erratum_unfinished'; number: number }
  | { kind: 'objections_open'; until: Date }
  | { kind: 'invitation_invalid' }
  | { kind: 'last_owner' }
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  | { kind: 'limit_reached'; what: Countable; scope: 'person' | 'site'; limit: number }
  | { kind: 'leak_reports_full'; scope: LeakReportScope; limit: number; retryAfterSeconds: number }
  | { kind: 'too_many_streams'; limit: number; retryAfterSeconds: number }
  | { kind: 'streams_full'; retryAfterSeconds: number }
  | { kind: 'sign_in_mail_limited'; scope: MailScope; retryAfterSeconds: number }
  | { kind: 'mail_unavailable'; retryAfterSeconds: number }
  | { kind: 'sign_in_link_invalid' }
  | { kind: 'requested_in_other_browser' }
  | { kind: 'last_sign_in_method' }
  | { kind: 'insufficient_scope'; needs: TokenScope; has: TokenScope }
  /** Slugs of the only benchmark and the only team for which the token works; null for any. */
  | { kind: 'token_bound'; benchmark: string | null; team: string | null }
  | { kind: 'method_not_allowed'; allow: readonly string[] }
  | { kind: 'not_a_draft'; state: RoundState }
  | { kind: 'test_set_unchecked' }
  | { kind: 'test_set_has_problems'; problemCount: number }
  | { kind: 'test_set_blocked'; checks: readonly string[] }
  | { kind: 'another_round_open'; number: number }
  | { kind: 'interval_passed'; closesAt: Date }
  | { kind: 'clock_held'; heldAt: Date }
  | { kind: 'database_away'; retryAfterSeconds: number }
  | { kind: 'restarting'; retryAfterSeconds: number }
  | { kind: 'object_store_away'; retryAfterSeconds: number }
  | { kind: 'no_space'; retryAfterSeconds: number }
  | { kind: 'inputs_not_public' }
  | { kind: 'not_published_yet'; what: string };

export type RefusalKind = Refusal['kind'];

/** The refusal of one field. */
export const faultyField = (code: string, field: string, detail: string): Refusal => ({
  kind: 'invalid_request',
  faults: [{ code, field, detail }],
});
