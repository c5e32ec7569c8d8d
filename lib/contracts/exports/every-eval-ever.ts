import { z } from 'zod';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { describePlace, type ExportedBenchmark, type OfficialResult } from './official-result';

/** Additional details of a record; all values must be texts. */
const details = z.record(z.string(), z.string());

const bound = z.union([z.number(), z.enum(['Infinity', '-Infinity'])]);

/**
 * The part of a record of Every Eval Ever that this site writes. The published schema
 * (https://github.com/evaleval/every_eval_ever, version 0.3.0) allows further optional fields. One record describes one
 * model in one ranking.
 */
export const everyEvalEverSchema = z.strictObject({
  schema_version: z.literal('0.3.0'),
  evaluation_id: z.string(),
  evaluation_timestamp: z.string(),
  /** Time of the ranking's publication, in seconds since 1970. */
  retrieved_timestamp: z.string().regex(/^\d+$/),
  source_metadata: z.strictObject({
    source_name: z.string(),
    source_type: z.literal('evaluation_run'),
    source_organization_name: z.string(),
    source_organization_url: z.url(),
    /** `first_party`: the evaluator also provides the benchmark's labels. */
    evaluator_relationship: z.enum(['first_party', 'third_party']),
  }),
  eval_library: z.strictObject({ name: z.literal('tidemark'), version: z.string() }),
  model_info: z.strictObject({
    name: z.string(),
    id: z.string(),
    developer: z.string(),
    additional_details: z
      .object({
        deployment_type: z.literal('unknown'),
        model_availability: z.enum(['open_weights', 'closed_weights', 'unknown']),
      })
      .catchall(z.string()),
  }),
  evaluation_results: z
    .array(
      z.strictObject({
        evaluation_result_id: z.string(),
        evaluation_name: z.string(),
        source_data: z.strictObject({
          dataset_name: z.string(),
          source_type: z.literal('url'),
          url: z.array(z.url()).length(1),
          additional_details: details,
        }),
        metric_config: z.strictObject({
          metric_id: z.string(),
          metric_name: z.string(),
          lower_is_better: z.boolean(),
          score_type: z.literal('continuous'),
          min_score: bound,
          max_score: bound,
        }),
        score_details: z.strictObject({
          score: z.number(),
          details,
          /** Interval of the score; left out where there is none. */
          uncertainty: z
            .strictObject({
              confidence_interval: z.strictObject({
                lower: z.number(),
                upper: z.number(),
                confidence_level: z.literal(0.95),
                method: z.string(),
              }),
              num_samples: z.int(),
            })
            .optional(),
        }),
      }),
    )
    .length(1),
});

export type EveryEvalEverRecord = z.output<typeof everyEvalEverSchema>;

/**
 * Converts a row of an official ranking to a record of Every Eval Ever.
 * @param site public URL of this site
 * @param scorerVersion version of the scoring rules with which the round was sealed
 */
export function composeEveryEvalEver(
  benchmark: ExportedBenchmark,
  result: OfficialResult,
  { site, scorerVersion }: { site: string; scorerVersion: string },
): EveryEvalEverRecord {
  const { entry, snapshotId, publishedAt } = result;
  const id = `${entry.team_slug}/${entry.model_slug}`;
  const retrieved = String(Math.floor(Date.parse(publishedAt) / 1000));
  return {
    schema_version: '0.3.0',
    evaluation_id: `tidemark.${benchmark.slug}.round-${result.round}/${id}/${entry.version}/${snapshotId}/${retrieved}`,
    evaluation_timestamp: publishedAt,
    retrieved_timestamp: retrieved,
    source_metadata: {
      source_name: 'Tidemark',
      source_type: 'evaluation_run',
      source_organization_name: `Tidemark at ${new URL(site).host}`,
      source_organization_url: site,
      evaluator_relationship: entry.kind === 'entry' ? 'third_party' : 'first_party',
    },
    eval_library: { name: 'tidemark', version: scorerVersion },
    model_info: {
      name: entry.model,
      id,
      developer: entry.team,
      additional_details: {
        deployment_type: 'unknown',
        model_availability: availabilityOf(entry),
        version: entry.version,
      },
    },
    evaluation_results: [composeResult(benchmark, result, `${snapshotId}/${id}`)],
  };
}

type Result = EveryEvalEverRecord['evaluation_results'][number];

function composeResult({ slug, title }: ExportedBenchmark, result: OfficialResult, resultId: string): Result {
  const { entry, metric, url, itemCount } = result;
  const [low, high] = metricByName[metric].range;
  return {
    evaluation_result_id: resultId,
    evaluation_name: `tidemark.${slug}.round-${result.round}`,
    source_data: {
      dataset_name: slug,
      source_type: 'url',
      url: [url],
      additional_details: {
        benchmark: title,
        round: `${result.round}`,
        round_title: result.roundTitle,
        split: 'final',
        item_count: `${itemCount}`,
        freshness: result.freshness,
      },
    },
    metric_config: {
      metric_id: metric,
      metric_name: metricByName[metric].title,
      lower_is_better: result.direction === 'lower',
      score_type: 'continuous',
      min_score: boundOf(low),
      max_score: boundOf(high),
    },
    score_details: {
      score: entry.score,
      details: detailsOf(result),
      ...(entry.interval && {
        uncertainty: {
          confidence_interval: {
            lower: entry.interval.lower,
            upper: entry.interval.upper,
            confidence_level: entry.interval.level,
            method: entry.interval.method,
          },
          num_samples: itemCount,
        },
      }),
    },
  };
}

function detailsOf(result: OfficialResult): Record<string, string> {
  const { entry } = result;
  return {
    kind: entry.kind,
    place: describePlace(result),
    evidence: entry.evidence,
    submissions_used: `${entry.submissions_used}`,
    ...(entry.interval?.unreliable ? { interval_unreliable: entry.interval.unreliable } : {}),
    ...(entry.interval?.tail_share === undefined ? {} : { tail_share: `${entry.interval.tail_share}` }),
  };
}

const boundOf = (value: number): z.output<typeof bound> => {
  if (Number.isFinite(value)) return value;
  return value > 0 ? 'Infinity' : '-Infinity';
};

/** Availability of the model as its team has stated; the site doesn't check it. */
function availabilityOf({ disclosure }: LeaderboardEntry) {
  const weights = disclosure?.openness.weights ?? null;
  if (weights === 'open') return 'open_weights';
  return weights === 'closed' ? 'closed_weights' : 'unknown';
}
