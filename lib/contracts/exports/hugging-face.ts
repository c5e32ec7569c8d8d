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
 * A model's official scores for the head of its model card, in the format `model-index`
 * (https://github.com/huggingface/hub-docs/blob/main/modelcard.md). The task's type is `other`: the list of types sorts by kind
 * of input, which depends on the benchmark.
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
 * A model's official scores as a file for the folder `.eval_results` of its repository
 * (https://huggingface.co/docs/hub/eval-results). The format requires a data set of the Hub; without one there is no file.
 * @param dataset of the Hub, whose `eval.yaml` names a task by the benchmark's address
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

/** Finds the first Hugging Face data set among the maintainers' links. */
export function findHubDataset(links: ExportedBenchmark['links']): string | null {
  for (const { url } of links) {
    const found = /^https:\/\/huggingface\.co\/datasets\/([\w.-]+\/[\w.-]+)\/?$/.exec(url);
    if (found?.[1]) return found[1];
  }
  return null;
}
