import { z } from 'zod';
import { feedbackPolicies } from '../core/benchmark';
import { feedbackOutcomes } from '../core/feedback/feedback';
import { metricNames } from '../core/metrics/metric-name';

const score = z.number().min(0).max(1);

const submissionSchema = z.object({
  /** Feedback on the file while the round was open. */
  outcome: z.enum(feedbackOutcomes),
  reported: score.nullable(),
  /** Score of the file on the feedback split, from the round's archive, which is public since the reveal. */
  feedback: score,
  final: score,
  /** True if the attack used this file as the base of its next files. */
  is_kept: z.boolean(),
});

const roundSchema = z.object({
  number: z.int().positive(),
  title: z.string().max(200),
  policy: z.enum(feedbackPolicies),
  feedback_count: z.int().positive(),
  final_count: z.int().positive(),
  /** The attack's submissions in the order in which they were sent. */
  submissions: z.array(submissionSchema).min(2).max(1000),
});

/**
 * Feedback on an attack in two revealed rounds, as the demo publishes it: the demo's own submissions with their scores from
 * the rounds' archives. `metric` is a metric whose scores are shares.
 */
export const attackExhibitSchema = z.object({
  benchmark: z.string().max(60),
  metric: z.enum(metricNames),
  rounds: z.tuple([roundSchema, roundSchema]),
});
export type AttackExhibit = z.output<typeof attackExhibitSchema>;
export type AttackRound = AttackExhibit['rounds'][number];
export type AttackReport = AttackRound['submissions'][number];
