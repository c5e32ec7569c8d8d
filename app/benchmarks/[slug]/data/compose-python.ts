import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { TrainingView } from '@/lib/contracts/training';

/** Python that reads the public files of the open round and writes a valid prediction file; null where none can be sent. */
export function composePython(
  siteUrl: string,
  {
    slug,
    inputs,
    accepts,
    open_round: open,
  }: Pick<BenchmarkView, 'slug' | 'inputs' | 'accepts'> & { open_round: { number: number } | null },
  training: Pick<TrainingView, 'file_name'> | null,
): string | null {
  if (!open || inputs !== 'public' || !accepts.includes('predictions')) return null;
  const isLines = training?.file_name.endsWith('.jsonl') ?? false;
  const read = (path: string) =>
    isLines ? `pd.read_json(api + "${path}", lines=True)` : `pd.read_csv(api + "${path}")`;
  return [
    'import pandas as pd',
    '',
    `api = "${siteUrl}/api/v1/benchmarks/${slug}"`,
    ...(training ? [`train = ${read('/training-data')}`] : []),
    `items = ${read(`/rounds/${open.number}/inputs`)}`,
    `file = pd.read_csv(api + "/rounds/${open.number}/sample-submission")`,
    '',
    training
      ? '# your model: fit it on train, predict items, fill in file'
      : '# your model: predict items, fill in file',
    'file.to_csv("predictions.csv", index=False)',
  ].join('\n');
}
