import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { writeYaml } from '../yaml/write-yaml';
import {
  describeLimits,
  describePlace,
  type ExportedBenchmark,
  type OfficialResult,
} from './official-result';

/**
 * A model's official scores as a file for the folder `.eval_results` of its repository
 * (https://huggingface.co/docs/hub/eval-results). The format wants a data set of the Hub, so there is none without.
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
        `${metricByName[result.metric].title}, ${describeLimits(result.entry)}`,
        describePlace(result),
        `evidence ${result.entry.evidence}`,
        `${result.freshness}`,
      ].join('; '),
    })),
  );
}

/** The data set that the maintainers link to; the first one counts. */
export function findHubDataset(links: ExportedBenchmark['links']): string | null {
  for (const { url } of links) {
    const found = /^https:\/\/huggingface\.co\/datasets\/([\w.-]+\/[\w.-]+)\/?$/.exec(url);
    if (found?.[1]) return found[1];
  }
  return null;
}
