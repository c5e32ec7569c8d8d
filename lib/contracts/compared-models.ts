import { z } from 'zod';
import { evidenceKinds } from '@/lib/core/benchmark';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { pairTestNames } from '@/lib/core/statistics/compare-pairs';
import { modelSlugSchema } from './model';

/** What the models of a comparison are called, in the order in which they are asked for. */
export const modelLetters = ['A', 'B', 'C', 'D'] as const;
export type ModelLetter = (typeof modelLetters)[number];

/** How many of the newest closed rounds are looked at. */
export const comparedRoundsMax = 12;

const limitsSchema = z.object({ lower: z.number(), upper: z.number() });
const letterSchema = z.enum(modelLetters);

const modelInRoundSchema = z.object({
  letter: letterSchema,
  version: z.string(),
  score: z.number(),
  /** 95 % limits of the score; null where there are none. */
  limits: limitsSchema.nullable(),
  /** Null of host entries and baselines, which are compared with nobody. */
  rank: z.int().nullable(),
  rank_lower: z.int().nullable(),
  rank_upper: z.int().nullable(),
  evidence: z.enum(evidenceKinds),
});

const pairSchema = z.object({
  first: letterSchema,
  second: letterSchema,
  /** The first score less the second, in the metric's unit. */
  difference: z.number(),
  /** 95 % limits of the difference, for this pair alone, by a half width of two digits; null where so few items differ that none hold. */
  limits: limitsSchema.nullable(),
  /** Whether the pair's test alone has p ≤ .05. */
  apart_alone: z.boolean(),
  /** Whether the tests of all pairs of the ranking, with Holm's correction, tell them apart: what the rank intervals count. */
  told_apart: z.boolean(),
});

/** What one final ranking of a round tells of the models. */
const comparedRankingSchema = z.object({
  snapshot_id: z.uuid(),
  item_count: z.int(),
  /** By which paired test, over how many pairs of models. */
  test: z.enum(pairTestNames),
  pair_count: z.int(),
  models: z.array(modelInRoundSchema),
  /** Null where their rows lie beyond the 2,000 of which a ranking keeps pairs. */
  pairs: z.array(pairSchema).nullable(),
});

/** Two to four models in the official rankings of closed rounds, item by item on the final part. */
export const comparedModelsSchema = z.object({
  benchmark: z.string(),
  metric: z.enum(metricNames),
  direction: z.enum(['higher', 'lower']),
  models: z.array(
    z.object({
      letter: letterSchema,
      model: z.string(),
      model_slug: z.string(),
      team: z.string(),
      team_slug: z.string(),
    }),
  ),
  /** Those in which at least two of the models have a score, newest first. */
  rounds: z.array(
    comparedRankingSchema.extend({
      round: z.int(),
      title: z.string(),
      /** By the labels that the newest erratum corrects, which it names; null where there is none. The rest is by those that were sealed. */
      after_erratum: comparedRankingSchema.extend({ erratum: z.int() }).nullable(),
    }),
  ),
  /** Closed rounds that are older than those that were looked at. */
  older_rounds: z.int(),
});
export type ComparedModelsView = z.output<typeof comparedModelsSchema>;
export type ComparedRound = ComparedModelsView['rounds'][number];
export type ComparedRanking = z.output<typeof comparedRankingSchema>;
export type ComparedPair = NonNullable<ComparedRound['pairs']>[number];

/** @returns the first four different slugs that are given, one or several a value */
export function parseModelSlugs(asked: readonly string[]): string[] {
  const slugs = asked
    .slice(0, slugsReadMax)
    .flatMap((value) => value.slice(0, charactersMax).split(','))
    .map((slug) => slug.trim())
    .filter((slug) => modelSlugSchema.safeParse(slug).success);
  return [...new Set(slugs)].slice(0, modelLetters.length);
}

/** A form with all boxes of a page ticked sends a hundred. */
const slugsReadMax = 200;
const charactersMax = 400;
