import { z } from 'zod';
import { flagKinds } from '@/lib/core/flags/flag';
import { instantSchema, lineText, longText } from './fields';
import { roundSchema } from './round';

/** Schema of the public reason for freezing, invalidating or closing a round, on one line. */
const publicReason = lineText(1, 500);

/** Body of the request `POST …/close`. */
export const closeRoundSchema = z.object({ reason: publicReason });

/** Body of the request `POST …/extend`, with the new close. */
export const extendRoundSchema = z.object({ closes_at: instantSchema, reason: publicReason });

/** Body of the request `POST …/freeze`. */
export const freezeRoundSchema = z.object({ reason: publicReason });

/**
 * Body of every consent. It must repeat the text `consent_to` of the proposal that the person has read, so that the consent
 * applies to no other proposal.
 */
export const consentSchema = z.object({ consent_to: z.string().min(1).max(10_000) });

const proposalFields = z.object({
  reason: publicReason.optional(),
  consent_to: consentSchema.shape.consent_to.optional(),
  drop: z.literal(true).optional(),
});

const hasOneStep = ({ reason, consent_to, drop }: z.output<typeof proposalFields>): boolean =>
  [reason, consent_to, drop].filter(Boolean).length === 1;

const oneStep = {
  path: ['reason'],
  message: 'give a reason to propose, or for a proposal its "consent_to" or "drop": true',
};

/**
 * Body of requests for acts that need two people, such as `POST …/invalidate`: `reason` proposes, `consent_to` consents, and
 * `drop` withdraws the proposal.
 */
export const proposalSchema = proposalFields.refine(hasOneStep, oneStep);

export type ProposalStep = z.output<typeof proposalSchema>;

/**
 * Body of the request `POST …/withdraw-team`. A proposal names a flag that concerns two teams, and which of the two copied.
 */
export const withdrawTeamSchema = proposalFields
  .extend({ flag: z.uuid().optional(), team: z.string().min(1).max(200).optional() })
  .refine(hasOneStep, oneStep)
  .refine(({ reason, flag, team }) => reason === undefined || (flag !== undefined && team !== undefined), {
    path: ['team'],
    message: 'name the flag and the one of its two teams that copied',
  });

export const pendingProposalSchema = z.object({
  consent_to: z.string(),
  reason: z.string(),
  proposed_at: instantSchema,
  /** Name of the proposer; null when the account was deleted or has no name. */
  proposed_by: z.string().nullable(),
  proposed_by_you: z.boolean(),
  /** True if the proposer is no longer a maintainer, so that nobody can consent to the proposal. */
  void: z.boolean(),
});

export type PendingProposalView = z.output<typeof pendingProposalSchema>;

/** Response of `POST …/invalidate`: the round, and the proposal that waits for a second person, if any. */
export const moderatedRoundSchema = roundSchema.extend({
  pending_invalidation: pendingProposalSchema.nullable(),
});

export type ModeratedRoundView = z.output<typeof moderatedRoundSchema>;

/** Response of `POST …/overrule-leak`: the proposal that waits for a second person, if any. */
export const leakOverruleSchema = z.object({ pending: pendingProposalSchema.nullable() });

export type LeakOverruleView = z.output<typeof leakOverruleSchema>;

const pendingWithdrawalSchema = pendingProposalSchema.extend({
  /** Slug of the team to withdraw. */
  team: z.string(),
  team_name: z.string(),
});

export type PendingWithdrawalView = z.output<typeof pendingWithdrawalSchema>;

/** Response of `POST …/withdraw-team`: the proposal that waits for a second person, if any. */
export const teamWithdrawalSchema = z.object({ pending: pendingWithdrawalSchema.nullable() });

export type TeamWithdrawalView = z.output<typeof teamWithdrawalSchema>;

/** Schema of a maintainer's public statement on a handled report or flag; empty for no statement. */
export const publicWords = lineText(0, 300).default('');

/** Body of the request that marks a leak report as handled. */
export const handleLeakReportSchema = z.object({ public_words: publicWords });

/** Body of the request `POST …/leak-reports`. */
export const newLeakReportSchema = z.object({
  text: longText(4000).trim().min(10),
  contact: lineText(0, 200).default(''),
});

/** Receipt for a leak report. Only maintainers can read the report itself. */
export const leakReportReceiptSchema = z.object({ reported_at: instantSchema });

export type LeakReportReceipt = z.output<typeof leakReportReceiptSchema>;

/**
 * Body of the request `POST /flags/{id}/judge`. People with a role in the benchmark can read the judgement, everyone can
 * read the public statement.
 */
export const judgeFlagSchema = z.object({
  judgement: longText(2000).trim().min(1),
  public_words: publicWords,
});

/** A flag, as people with a role in the benchmark see it. No rule acts on it automatically. */
export const flagSchema = z.object({
  id: z.uuid(),
  round: z.int(),
  kind: z.enum(flagKinds),
  /** Description of the finding with its numbers. */
  finding: z.string(),
  /** Description of possible innocent explanations. */
  false_alarms: z.string(),
  raised_at: instantSchema,
  submissions: z.array(
    z.object({
      id: z.uuid(),
      team: z.string(),
      team_name: z.string(),
      model: z.string(),
      version: z.string(),
      received_at: instantSchema,
    }),
  ),
  judged_at: instantSchema.nullable(),
  judged_by: z.string().nullable(),
  judgement: z.string().nullable(),
});

export type FlagView = z.output<typeof flagSchema>;
