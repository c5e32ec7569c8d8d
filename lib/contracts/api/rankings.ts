import { z } from 'zod';
import { evidenceKinds } from '@/lib/core/benchmark';
import { parseModelSlugs } from '../compared-models';
import { pagingQuery } from '../paging';
import { rankingPlanQuery } from '../ranking-plan';
import { defineOperation, inPages, json, pageOf, texts } from './define-operation';
import { schemas } from './schemas';

const csv = z.enum(['json', 'csv']).optional().catch(undefined);
const csvOrSvg = z.enum(['json', 'csv', 'svg']).optional().catch(undefined);
const models = z
  .preprocess((given) => [given ?? []].flat(), z.array(z.string()).max(200))
  .transform(parseModelSlugs)
  .catch([]);

export const rankings = {
  getLeaderboard: defineOperation('GET /benchmarks/{slug}/rounds/{number}/leaderboard', null, {
    summary: 'Get the ranking of a round',
    description: 'The newest snapshot of the ranking. `Accept: text/csv` gives the table as CSV too.',
    query: z.object({
      format: csv,
      labels: z
        .enum(['sealed', 'corrected'])
        .catch('sealed')
        .describe('`corrected` ranks by the labels that the newest erratum corrects.'),
      evidence: z
        .enum(evidenceKinds)
        .optional()
        .catch(undefined)
        .describe(
          'Only rows with this evidence; ranks are those of the whole ranking. Under `prospective` a model’s row is its newest version that was frozen before the opening, without a rank where another version counts.',
        ),
    }),
    responses: {
      200: {
        description: 'The snapshot.',
        content: { 'application/json': schemas.Leaderboard, ...texts('text/csv') },
      },
    },
    errors: ['not_published_yet'],
  }),
  listEveryEvalEver: defineOperation('GET /benchmarks/{slug}/rounds/{number}/every-eval-ever', null, {
    summary: 'Export the official ranking to Every Eval Ever',
    description: 'One record for each row of a closed round’s ranking, all of them on one page.',
    responses: { 200: json('The records.', pageOf(schemas.EveryEvalEver)) },
  }),
  getRankingCroissant: defineOperation('GET /benchmarks/{slug}/rounds/{number}/croissant', null, {
    summary: 'Describe the official ranking in Croissant',
    description:
      'Describes the CSV of a closed round’s ranking. The description of a revealed round’s items is in its archive.',
    responses: { 200: json('JSON-LD.', z.looseObject({})) },
  }),
  compareRounds: defineOperation('GET /benchmarks/{slug}/rounds/{number}/against/{earlier}', null, {
    summary: 'Compare a round with an earlier one',
    description:
      'Each version with an official score in both rounds, a fitted line and Kendall’s τ-b. Consecutive rounds have the no-change ceiling too. `Accept: text/csv` gives the table as CSV.',
    query: z.object({ format: csvOrSvg }),
    responses: {
      200: {
        description: 'The comparison.',
        content: { 'application/json': schemas.RoundComparison, ...texts('text/csv', 'image/svg+xml') },
      },
    },
    errors: ['not_published_yet'],
  }),
  getSubgroups: defineOperation('GET /benchmarks/{slug}/rounds/{number}/subgroups', null, {
    summary: 'Get the scores of a round by slice',
    description:
      'Published some time after the official ranking where the test set has columns `slice_…`: scores with 95 % confidence intervals in each slice, and two models slice by slice. By the labels that were sealed; a corrected ranking has none. `Accept: text/csv` gives the scores as CSV.',
    query: z.object({
      format: csv,
      model: models.describe('Only these models, at most four slugs.'),
      pair: models.describe('The slugs of two ranked models to compare.'),
    }),
    responses: {
      200: {
        description: 'The scores.',
        content: { 'application/json': schemas.Subgroups, ...texts('text/csv') },
      },
    },
    errors: ['not_published_yet'],
  }),
  getDifferingItems: defineOperation('GET /benchmarks/{slug}/rounds/{number}/differing-items', null, {
    summary: 'Count the items on which two models differ',
    description:
      'For a revealed round: how many items, and how many by label; the CSV lists each item with its label. Items are compared by their outcomes, or by what `better_if` says. Metrics without a value for each item have no such items.',
    query: z.object({ format: csv, model: models.describe('The slugs of two ranked models.') }),
    responses: {
      200: {
        description: 'The counts.',
        content: { 'application/json': schemas.DifferingItems, ...texts('text/csv') },
      },
    },
    errors: ['not_revealed'],
  }),
  compareModels: defineOperation('GET /benchmarks/{slug}/compare', null, {
    summary: 'Compare two to four models',
    description:
      'Paired differences with 95 % confidence intervals, item by item, in each of the newest closed rounds.',
    query: z.object({
      format: csv,
      model: models.describe('Two to four slugs. A model that no closed round ranks is left out.'),
    }),
    responses: {
      200: {
        description: 'The models by letter, and their pairs in each round.',
        content: { 'application/json': schemas.ComparedModels, ...texts('text/csv') },
      },
    },
  }),
  listVersionHistories: defineOperation('GET /benchmarks/{slug}/version-histories', null, {
    summary: 'List models over the last rounds',
    description:
      'Mean scores adjusted to the base round’s difficulty, by rank, with rank ranges; models without a rank last, with the reason.',
    ...inPages('version histories', schemas.VersionHistory),
    query: pagingQuery.extend({
      evidence: z
        .literal('prospective')
        .optional()
        .catch(undefined)
        .describe(
          'Counts in each round only versions whose own receipt proves that they were frozen before it opened. Without it, versions that a maintainer vouches for count too.',
        ),
    }),
  }),
  getOverRounds: defineOperation('GET /benchmarks/{slug}/over-rounds', null, {
    summary: 'Get the ranked models over the rounds',
    description:
      'The scores of all linked rounds, adjusted to the difficulty of one, and the models that are left out.',
    query: z.object({
      format: csvOrSvg,
      model: models.describe('The slugs of models that the figure emphasises.'),
    }),
    responses: {
      200: {
        description: 'Each model’s adjusted scores with intervals and rank ranges.',
        content: { 'application/json': schemas.OverRounds, ...texts('text/csv', 'image/svg+xml') },
      },
    },
    errors: ['not_published_yet'],
  }),
  getRankingPlan: defineOperation('GET /benchmarks/{slug}/ranking-plan', null, {
    summary: 'Plan a ranking',
    description:
      'The smallest significant difference between two models, and the true difference that is found in 80 % of rounds, for a number of final items and models. Metrics other than shares of right items are planned from the last round’s pairs.',
    query: rankingPlanQuery,
    responses: { 200: json('The plan.', schemas.RankingPlan) },
  }),
};
