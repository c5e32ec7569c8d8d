import { z } from 'zod';
import {
  chosenVisibilities,
  directions,
  feedbackPolicies,
  inputVisibilities,
  listings,
  logLossClipDefault,
  logLossClipRange,
  submissionKinds,
  tasks,
  visibilities,
} from '@/lib/core/benchmark';
import { entryModes } from '@/lib/core/entry/entry';
import { normalizeName } from '@/lib/core/files/cell-text';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { roundStates } from '@/lib/core/round/round-state';
import { teamMembersMax, teamSizeMaxDefault } from '@/lib/core/team/team';
import { columnNotesSchema, columnTypes, licenseSchema } from './benchmark-data';
import { changedContainerNeedsSchema, containerNeedsSchema } from './container-needs';
import { entryQuestionsSchema } from './entry';
import {
  contactSchema,
  contactsMax,
  instantSchema,
  lineText,
  linkSchema,
  linksMax,
  longText,
  nameText,
  tagsSchema,
  webAddress,
} from './fields';
import { freshnessSchema, rankingFactsSchema } from './freshness';
import {
  listSignatureFaults,
  modelSampleSchema,
  modelSignatureSchema,
  newSignatureSchema,
} from './model-signature';
import { roundSummarySchema } from './round';
import { runnerNamePattern } from './runner';
import { scheduleSchema } from './schedule';

const shareFault = 'give 0 % to 90 % of the items, as a share from 0 to 0.9';

/** Share of the items that are in the feedback split. */
export const feedbackShareSchema = z.coerce.number(shareFault).min(0, shareFault).max(0.9, shareFault);

export const splitNeededFault =
  'this policy needs a feedback split: set `feedback_share` above 0, or choose final-only';

/** True if there is a feedback split, or the policy needs none. */
export const hasFeedbackSplit = ({
  feedback_policy,
  feedback_share,
}: {
  feedback_policy: string;
  feedback_share: number;
}): boolean => feedback_policy === 'final-only' || feedback_share > 0;

/** Body of the request `PUT …/feedback-policy`. */
export const newFeedbackPolicySchema = z
  .object({ feedback_policy: z.enum(feedbackPolicies), feedback_share: feedbackShareSchema })
  .refine(hasFeedbackSplit, { path: ['feedback_share'], message: splitNeededFault });

export const slugLengthMax = 60;

export const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case letters, digits and single hyphens')
  .min(2)
  .max(slugLengthMax);

const className = lineText(1, 60).regex(/^[^,"\r\n]+$/, 'a class name has no comma, quote or line break');

export const benchmarkFields = z.object({
  slug: slugSchema,
  title: nameText(3, 120),
  description: longText(20_000).default(''),
  rules: longText(20_000).default(''),
  task: z.enum(tasks),
  classes: z.array(className).max(100).default([]),
  metric: z.enum(metricNames),
  secondary_metrics: z.array(z.enum(metricNames)).max(metricNames.length).default([]),
  log_loss_clip: z.coerce
    .number()
    .min(logLossClipRange.min)
    .max(logLossClipRange.max)
    .default(logLossClipDefault)
    .describe('ε of the probabilities that log loss clips to [ε, 1 − ε]; other metrics don’t use it.'),
  direction: z.enum(directions).optional(),
  accepts: z
    .array(z.enum(submissionKinds))
    .min(1)
    .max(submissionKinds.length)
    .refine((kinds) => new Set(kinds).size === kinds.length, 'give each kind once')
    .default(['predictions']),
  inputs: z.enum(inputVisibilities).default('public'),
  features: z.array(lineText(1, 100)).max(2000).default([]),
  model_signature: newSignatureSchema.nullish(),
  container_needs: containerNeedsSchema
    .nullish()
    .describe('What a run of a container may use; required where containers are accepted.'),
  model_sample: modelSampleSchema.nullish(),
  quota_per_round: z.coerce.number().int().min(1).max(1000).default(20),
  quota_per_day: z.coerce.number().int().min(1).max(1000).default(3),
  team_size_max: z.coerce
    .number()
    .int()
    .min(1)
    .max(teamMembersMax)
    .default(teamSizeMaxDefault)
    .describe('People who may submit for one team in a round; 1 admits individuals only.'),
  feedback_policy: z.enum(feedbackPolicies).default('guarded-ladder'),
  feedback_share: feedbackShareSchema.default(0.3),
  visibility: z
    .enum(chosenVisibilities)
    .default('public')
    .describe('A private benchmark gets 8 random characters at the end of its slug.'),
  entry: z.enum(entryModes).optional().describe('`list` for a private benchmark, else `open` by default.'),
  entry_questions: entryQuestionsSchema.default([]),
  links: z.array(linkSchema).max(linksMax).default([]),
  contacts: z.array(contactSchema).max(contactsMax).default([]),
  tags: tagsSchema.default([]),
  license: licenseSchema.nullable().default(null),
  terms: webAddress.nullable().default(null),
  paper: webAddress.nullable().default(null),
  columns: columnNotesSchema.default([]),
});

/** Body of the request that creates a benchmark: `benchmarkFields` with checks across fields. */
export const newBenchmarkSchema = benchmarkFields.superRefine((b, ctx) => {
  const fault = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message });
  if (b.task === 'regression' && b.classes.length > 0) fault('classes', 'a regression has no classes');
  if (b.task === 'text' && b.classes.length > 0) fault('classes', 'a text task has no classes');
  if (b.task === 'binary' && b.classes.length !== 2)
    fault('classes', 'a binary task has exactly two classes, the positive one last');
  if (b.task === 'multiclass' && b.classes.length < 3)
    fault('classes', 'a multiclass task has at least three classes');
  // Class names are compared in NFC, like in the scorer.
  if (new Set(b.classes.map(normalizeName)).size !== b.classes.length)
    fault('classes', 'class names must differ');
  if (b.accepts.includes('predictions') && b.inputs === 'hidden')
    fault('inputs', 'prediction files need public inputs');
  if (b.accepts.includes('onnx') && !b.model_signature)
    fault('model_signature', 'describe the inputs and outputs of models');
  if (b.accepts.includes('container') && !b.container_needs)
    fault('container_needs', 'say how much a run of a container may use; {} gives the usual limits');
  if (b.accepts.includes('onnx') && b.task === 'text') fault('accepts', 'models of texts are not run');
  for (const { path, message } of listSignatureFaults(b)) ctx.addIssue({ code: 'custom', path, message });
  if (b.visibility === 'private' && (b.entry ?? 'list') !== 'list')
    fault('entry', 'a private benchmark is entered by its list or its class code');
  if (!hasFeedbackSplit(b)) fault('feedback_share', splitNeededFault);
});

/** Body of the request `POST …/benchmarks/{slug}/copy`. */
export const copiedBenchmarkSchema = z.strictObject({ slug: slugSchema, title: nameText(3, 120) });

/** A frozen round, with the time of the freeze, the state before it, and the reason. */
const frozenRoundSchema = roundSummarySchema.extend({
  frozen_at: instantSchema.nullable(),
  frozen_from: z.enum(roundStates).nullable(),
  freeze_reason: z.string().nullable(),
});

/** A benchmark as the API returns it. */
export const benchmarkSchema = z.object({
  slug: z.string(),
  title: z.string(),
  /** The description's first sentence, without markup and cut to a maximum length; empty without a description. */
  summary: z.string(),
  /** The benchmark's description in Markdown; `rules` is Markdown too. */
  description: z.string(),
  rules: z.string(),
  task: z.enum(tasks),
  classes: z.array(z.string()),
  metric: z.enum(metricNames),
  secondary_metrics: z.array(z.enum(metricNames)),
  /** ε, the limit to which log loss clips probabilities: [ε, 1 − ε]. */
  log_loss_clip: z.number(),
  direction: z.enum(directions),
  accepts: z.array(z.enum(submissionKinds)),
  inputs: z.enum(inputVisibilities),
  features: z.array(z.string()),
  /** Required inputs and outputs of models; null if the benchmark runs no models. */
  model_signature: modelSignatureSchema.nullable(),
  /** Limits of a container's run; null if the benchmark runs no containers. */
  container_needs: containerNeedsSchema.nullable(),
  model_sample: modelSampleSchema.nullable(),
  /** Names of the runners that may get hidden inputs; null for all runners that aren't reserved for other benchmarks. */
  runners: z.array(z.string()).nullable(),
  quota_per_round: z.int(),
  quota_per_day: z.int(),
  team_size_max: z.int(),
  feedback_policy: z.enum(feedbackPolicies),
  feedback_share: z.number(),
  visibility: z.enum(visibilities),
  /** Who may submit: everybody, people whom a maintainer approves, or people on a list. */
  entry: z.enum(entryModes),
  /** Questions that people answer when they apply for entry. */
  entry_questions: z.array(z.string()),
  rules_version: z
    .int()
    .nullable()
    .describe(
      'The version of the rules in force; null without rules. Each person accepts it before their first submission.',
    ),
  rules_sha256: z.string().nullable().describe('SHA-256 of the rules’ text in UTF-8; null without rules.'),
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  contacts: z.array(z.string()),
  /** Tags by which the list of benchmarks can be filtered. */
  tags: z.array(z.string()),
  /** Licence of the data: an SPDX identifier or a web address. */
  license: z.string().nullable(),
  terms: z.string().nullable(),
  paper: z.string().nullable(),
  /** Type, unit and meaning of the columns, written by the maintainers. */
  columns: z.array(
    z.object({ name: z.string(), type: z.enum(columnTypes).nullable(), unit: z.string(), text: z.string() }),
  ),
  schedule: scheduleSchema,
  next_rotation_at: instantSchema.nullable(),
  /** Instant of the rotation for which there was no sealed round to open; null if no rotation is overdue. */
  overdue_since: instantSchema.nullable(),
  reveals_after_rounds: z.int().nullable(),
  /**
   * Freshness of the newest official ranking that counts; before the first such ranking, of the open round. Null before the
   * first opening.
   */
  freshness: freshnessSchema.nullable(),
  /** Facts shown beside the freshness; null without an official ranking, and in lists. */
  ranking_facts: rankingFactsSchema.nullable(),
  open_round: roundSummarySchema.nullable(),
  newest_closed_round: roundSummarySchema.nullable(),
  /** The newest frozen round, with the public reason; null without one. */
  frozen_round: frozenRoundSchema.nullable(),
});

export type BenchmarkView = z.output<typeof benchmarkSchema>;

/** A benchmark without data about its rounds. */
export type BenchmarkFacts = Omit<
  BenchmarkView,
  'freshness' | 'ranking_facts' | 'open_round' | 'newest_closed_round' | 'frozen_round'
>;

/**
 * Selects the settings by which files are accepted now: those of the open round, else those that the next round will have.
 */
export const settingsInForce = ({
  open_round: open,
  ...next
}: Pick<BenchmarkView, 'accepts' | 'quota_per_round' | 'quota_per_day' | 'secondary_metrics'> & {
  readonly open_round: Partial<BenchmarkView['open_round']>;
}) => ({
  accepts: open?.accepts ?? next.accepts,
  quota_per_round: open?.quota_per_round ?? next.quota_per_round,
  quota_per_day: open?.quota_per_day ?? next.quota_per_day,
  secondary_metrics: open?.secondary_metrics ?? next.secondary_metrics,
});

const fields = benchmarkFields.shape;

/**
 * The body of `PATCH …/benchmarks/{slug}`: only the given fields are changed. `task`, `classes`, `metric`, `log_loss_clip`
 * and `features` are fixed by the first round. A change of `secondary_metrics` applies to rounds that are sealed afterwards;
 * a change of `accepts` or quotas to rounds that open afterwards.
 */
export const changedBenchmarkSchema = z.strictObject({
  title: fields.title.optional(),
  description: fields.description.unwrap().optional(),
  rules: fields.rules.unwrap().optional(),
  links: fields.links.unwrap().optional(),
  contacts: fields.contacts.unwrap().optional(),
  tags: fields.tags.unwrap().optional(),
  license: fields.license.unwrap().optional(),
  terms: fields.terms.unwrap().optional(),
  paper: fields.paper.unwrap().optional(),
  columns: fields.columns.unwrap().optional(),
  accepts: fields.accepts.unwrap().optional(),
  container_needs: changedContainerNeedsSchema
    .optional()
    .describe('At once. Cores, memory and time can only grow: accepted images are run in every later round.'),
  task: fields.task.optional(),
  classes: fields.classes.unwrap().optional(),
  metric: fields.metric.optional(),
  secondary_metrics: fields.secondary_metrics.unwrap().optional(),
  log_loss_clip: fields.log_loss_clip.unwrap().optional(),
  features: fields.features.unwrap().optional(),
  quota_per_round: fields.quota_per_round.unwrap().optional(),
  quota_per_day: fields.quota_per_day.unwrap().optional(),
  entry: fields.entry,
  entry_questions: fields.entry_questions.unwrap().optional(),
  team_size_max: fields.team_size_max.unwrap().optional(),
  runners: z
    .array(z.string().regex(runnerNamePattern))
    .min(1)
    .max(50)
    .nullable()
    .optional()
    .describe(
      'Names of the runners that may get hidden inputs; null for all that aren’t bound to other benchmarks.',
    ),
  visibility: z
    .enum(listings)
    .optional()
    .describe('At once. A private benchmark stays private, and none becomes private later.'),
});

export type ChangedBenchmark = z.output<typeof changedBenchmarkSchema>;
