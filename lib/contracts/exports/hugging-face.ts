import type { Task } from '@/lib/core/benchmark';
import { metricByName } from '@/lib/core/metrics/metric-name';
import {
  describePlace,
  type ExportedBenchmark,
  explainInterval,
  type OfficialResult,
} from './official-result';
import { writeYaml, type YamlValue } from './yaml';

const taskNames: Readonly<Record<Task, string>> = {
  binary: 'Binary classification',
  multiclass: 'Classification',
  regression: 'Regression',
  text: 'Text',
};

/**
 * Formats a model's official scores for the metadata of its model card, in the format `model-index`
 * (https://github.com/huggingface/hub-docs/blob/main/modelcard.md). The task's type is `other`, since the listed types are
 * kinds of input, which depend on the benchmark.
 */
export function formatModelIndex(
  model: string,
  benchmark: ExportedBenchmark,
  results: readonly OfficialResult[],
): string {
  return writeYaml({
    'model-index': [{ name: model, results: results.map((result) => composeResult(benchmark, result)) }],
  });
}

function composeResult({ slug, title, task }: ExportedBenchmark, result: OfficialResult): YamlValue {
  const { metric, entry, freshness, url } = result;
  return {
    task: { type: 'other', name: taskNames[task] },
    dataset: {
      type: slug,
      name: `${title}, round ${result.round} (${result.roundTitle})`,
      config: `round-${result.round}`,
      split: 'final',
    },
    metrics: [
      {
        type: metric,
        value: entry.score,
        name: `${metricByName[metric].title}, ${explainInterval(entry)}`,
        args: {
          lower: entry.interval?.lower ?? null,
          upper: entry.interval?.upper ?? null,
          rank_lower: entry.rank_lower,
          rank_upper: entry.rank_upper,
          ranked: result.ranked,
          item_count: result.itemCount,
          evidence: entry.evidence,
          freshness,
        },
      },
    ],
    source: { name: `Tidemark: ${describePlace(result)}, ${freshness}`, url },
  };
}

/**
 * Formats a model's official scores as a file for the folder `.eval_results` of its repository
 * (https://huggingface.co/docs/hub/eval-results). The format requires a data set on the Hugging Face Hub; without one there
 * is no file.
 * @param dataset the data set, whose `eval.yaml` names a task by the benchmark's slug
 */
export function formatEvalResults(
  dataset: string,
  { slug }: ExportedBenchmark,
  results: readonly OfficialResult[],
): string {
  return writeYaml(
    results.map((result) => ({
      dataset: { id: dataset, task_id: slug },
      value: result.entry.score,
      date: result.publishedAt,
      source: { url: result.url, name: 'Tidemark' },
      notes: [
        `Round ${result.round} (${result.roundTitle}), final split, ${result.itemCount} items`,
        `${metricByName[result.metric].title}, ${explainInterval(result.entry)}`,
        describePlace(result),
        `evidence ${result.entry.evidence}`,
        `${result.freshness}`,
      ].join('; '),
    })),
  );
}

/** Finds the first Hugging Face data set among the maintainers' links; null if there is none. */
export function findHubDataset(links: ExportedBenchmark['links']): string | null {
  for (const { url } of links) {
    const found = /^https:\/\/huggingface\.co\/datasets\/([\w.-]+\/[\w.-]+)\/?$/.exec(url);
    if (found?.[1]) return found[1];
  }
  return null;
}
