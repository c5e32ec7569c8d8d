import type { Task } from '@/lib/core/benchmark';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { writeYaml, type YamlValue } from '../yaml/write-yaml';
import {
  describeLimits,
  describePlace,
  type ExportedBenchmark,
  type OfficialResult,
} from './official-result';

const taskNames: Readonly<Record<Task, string>> = {
  binary: 'Binary classification',
  multiclass: 'Classification',
  regression: 'Regression',
  text: 'Text',
};

/**
 * A model's official scores for the head of its model card, in the format `model-index`
 * (https://github.com/huggingface/hub-docs/blob/main/modelcard.md). The task's type is `other`: what the inputs are, which its list
 * sorts by, is a benchmark's own.
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
        name: `${metricByName[metric].title}, ${describeLimits(entry)}`,
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
