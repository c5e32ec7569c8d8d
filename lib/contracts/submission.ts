import { z } from 'zod';
import { evidenceKinds, feedbackPolicies, submissionKinds } from '@/lib/core/benchmark';
import { beatenFiles, feedbackOutcomes, withheldReasons } from '@/lib/core/feedback/feedback';
import { practiceStates } from '@/lib/core/model/model-version';
import { versionLengthMax } from '@/lib/core/name/name';
import type { FieldFault, Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { submissionStates } from '@/lib/core/submission/submission-state';
import { disclosureSchema, newDisclosureSchema } from './disclosure';
import { instantSchema, lineText, longText, nameText } from './fields';
import { teamNameSchema } from './team';

/** The part `metadata` of a request that submits a `file`. */
export const newSubmissionSchema = z.strictObject({
  kind: z.enum(submissionKinds).default('predictions'),
  model: nameText(1, 80),
  version: nameText(1, versionLengthMax).default('1'),
  /** The team's slug; only needed by a person with several teams. */
  team: z.string().nullish(),
  disclosure: newDisclosureSchema.prefault({}),
  /**
   * Accepts this version of the rules, which must be the current version. Required from a person who hasn't accepted it yet.
   */
  rules_version: z.int().min(1).optional(),
  /** True for a baseline, which only maintainers may submit: it is shown beside the ranking without a rank. */
  baseline: z.boolean().optional(),
  /**
   * For container images: true to have the image trained on the revealed rounds, if the benchmark grants hours for training.
   */
  trains: z.boolean().optional(),
});

/** The part `metadata` of a dry run, for which no model name is required. Fields that are given must be valid. */
export const dryRunSchema = newSubmissionSchema.extend({
  model: newSubmissionSchema.shape.model.optional(),
});

export type NewSubmission = z.output<typeof newSubmissionSchema>;

/** Body of the request `POST /submissions/{id}/withdraw`. After the close, a maintainer must give a public reason. */
export const withdrawalSchema = z.object({ reason: lineText(0, 500).default('') });

export const feedbackSchema = z.object({
  policy: z.enum(feedbackPolicies),
  outcome: z.enum(feedbackOutcomes),
  reason: z
    .enum(withheldReasons)
    .nullable()
    .describe(
      'Why feedback is withheld; null where it isn’t. `too-few-edits`: the file is too close to an earlier one of the team, or on a ladder to one that says the same of every item.',
    ),
  score: z.number().nullable(),
  standard_error: z.number().nullable(),
  /** If the feedback is an improvement, the kind of file that the submission beat; null otherwise. */
  beaten: z.enum(beatenFiles).nullable(),
  feedback_used: z.int(),
  /** Minimum of the feedback that is left; `feedback_left_max` is the maximum. */
  feedback_left: z.int(),
  feedback_left_max: z.int(),
  exposure_before: z.number().nullable(),
  exposure_after: z.number().nullable(),
  official_at: instantSchema,
});

export const practiceSchema = z.object({
  round: z.int(),
  title: z.string(),
  state: z.enum(practiceStates),
  /** Score on the final split, with the digits of an official score; null where there is none. */
  score: z.number().nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  leader: z
    .object({ model: z.string(), score: z.number() })
    .nullable()
    .describe('The best score in the round’s official ranking; null where no model is ranked.'),
});

export type PracticeView = z.output<typeof practiceSchema>;

export const submissionSchema = z.object({
  id: z.uuid(),
  /**
   * True for a maintainer or auditor outside the team while the round is open: hash, feedback, faults of the file and
   * disclosure are null, since only the team may see them.
   */
  team_only: z.boolean(),
  /** The team's own note, which only its members can read; null for none. */
  note: z.string().nullable(),
  benchmark: z.string(),
  round: z.int(),
  /** The Merkle root of the round's test set, which was sealed before the submission was received. */
  commitment_root: z.string(),
  state: z
    .enum(submissionStates)
    .describe(
      '`scoring` until the feedback exists; `scored` has feedback, except for an automatic evaluation.',
    ),
  /**
   * True if the submission currently counts for its model in the round. Of the scored submissions that are not withdrawn, the
   * chosen submission counts, else the submission with the best reported score, else the newest.
   */
  counts: z.boolean(),
  /** True if the team chose the submission to count for its model. */
  chosen: z.boolean(),
  /**
   * True if the scorer entered the submission at the opening for an active version. Such a submission gets no feedback and uses
   * no slot.
   */
  automatic: z.boolean(),
  /**
   * Instant until which the outcome of a model's run is withheld; for an automatic evaluation this is the close. Null for
   * other submissions, and afterwards.
   */
  score_at: instantSchema.nullable(),
  /** True if a maintainer sent the submission for comparison. It is never ranked. */
  baseline: z.boolean(),
  withdrawn: z.boolean(),
  withdrawn_at: instantSchema.nullable(),
  /** Public reason for a withdrawal by a maintainer; null if the team itself withdrew the submission. */
  withdrawal_reason: z.string().nullable(),
  kind: z.enum(submissionKinds),
  model: z.string(),
  version: z.string(),
  team: z.string(),
  sha256: z.string().nullable(),
  received_at: instantSchema,
  rules_version: z
    .int()
    .nullable()
    .describe(
      'The version of the rules in force when it was accepted; null without rules, and for an automatic evaluation.',
    ),
  /** SHA-256 of the text of the rules, in the version `rules_version`. */
  rules_sha256: z.string().nullable(),
  finished_at: instantSchema.nullable(),
  /** Number of submissions of all teams that wait before this submission; null once it is being scored. */
  queue_place: z.int().nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  line: z.int().nullable(),
  column: z.int().nullable(),
  feedback: feedbackSchema.nullable(),
  practice: z
    .array(practiceSchema)
    .nullable()
    .describe(
      'Of a model: its scores on the newest revealed rounds, whose labels are public. Never ranked, without charge or slot.',
    ),
  evidence: z.enum(evidenceKinds),
  /** The team's disclosure. It becomes public with the official ranking, except for the notes. */
  disclosure: disclosureSchema.nullable(),
  links: z.object({ self: z.string(), events: z.string(), page: z.string() }),
});

export type SubmissionView = z.output<typeof submissionSchema>;

export const validationSchema = z.object({
  valid: z.literal(true),
  row_count: z.int(),
  /** Number of probabilities outside the benchmark's clip for log loss; 0 if no metric clips probabilities. */
  clipped_count: z.int(),
  /** The limit at which log loss clips probabilities; null if no metric of the benchmark does. */
  log_loss_clip: z.number().nullable(),
  sha256: z.string(),
  round: z.int(),
});

export type ValidationView = z.output<typeof validationSchema>;

export const quotaSchema = z.object({
  round: z.object({ limit: z.int(), used: z.int(), left: z.int() }),
  /** Exposure of the open round's feedback split by feedback to the team and its linked teams; null without feedback. */
  exposure: z.number().nullable(),
  /**
   * Feedback to the team and its linked teams in the open round, not counting withheld feedback: `used`; `left`, the minimum
   * that is left; and `left_max`, what is left if no outcome is an improvement. Null without feedback.
   */
  feedback: z.object({ used: z.int(), left: z.int(), left_max: z.int() }).nullable(),
  /** The test for the next file on a guarded ladder; null under other policies and while no round is open. */
  next_test: z
    .object({
      /** Significance level α = .05/(r(r + 1)) with r = 1 + refusals. */
      level: z.number(),
      /** How often the feedback was "no improvement". */
      refusals: z.int(),
      /**
       * For the exact McNemar test on independent items: the necessary gain, by the number of feedback items on which
       * exactly one of the two files is right.
       */
      gains_needed: z
        .array(
          z.object({
            changed: z.int(),
            /** Number of the differing items that the new file must have right; null if even all of them are too few. */
            wins: z.int().nullable(),
            gain: z.number().nullable(),
          }),
        )
        .nullable(),
    })
    .nullable(),
  day: z.object({ limit: z.int(), used: z.int(), left: z.int(), resets_at: instantSchema }),
  /** Teams that were linked with this team before the round opened, and share its quota. */
  shared_with: z.array(teamNameSchema),
  /** The same teams, and those linked since the opening: all of them share feedback and exposure. */
  feedback_shared_with: z.array(teamNameSchema),
  /** The maintainers' reason for linking the teams; null without a link. */
  shared_because: z.string().nullable(),
});

export type QuotaView = z.output<typeof quotaSchema>;

const yes = new Set(['', '1', 'true', 'yes', 'on', 'y', 't']);

const no = new Set(['0', 'false', 'no', 'off', 'n', 'f']);

/**
 * Reads from the query parameters if a submission is a dry run. A request that was meant as a dry run must never become a
 * real submission, so an unknown spelling, a second value or another name is refused.
 */
export function parseSubmissionQuery(query: URLSearchParams): Result<{ dryRun: boolean }> {
  const unknown = [...new Set(query.keys())].filter((name) => name !== 'dry_run');
  if (unknown.length > 0)
    return refused(
      unknown.map((name) => ({
        code: 'unknown_parameter',
        field: name.slice(0, 40),
        detail: 'the only parameter here is dry_run',
      })),
    );
  const values = query.getAll('dry_run');
  if (values.length > 1) return refused([{ code: 'given_twice', field: 'dry_run', detail: 'give it once' }]);
  const value = values[0]?.trim().toLowerCase();
  if (value === undefined || no.has(value)) return ok({ dryRun: false });
  if (yes.has(value)) return ok({ dryRun: true });
  return refused([{ code: 'not_a_boolean', field: 'dry_run', detail: 'give true or false' }]);
}

const refused = (faults: readonly FieldFault[]) => refuse<Refusal>({ kind: 'invalid_request', faults });

/** Body of the request `PUT …/submissions/{id}/note`; an empty text removes the note. */
export const newSubmissionNoteSchema = z.strictObject({
  text: longText(2000).transform((text) => text.replaceAll('\r\n', '\n').trim()),
});
