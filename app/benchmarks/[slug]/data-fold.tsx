import { TrainingLinks } from '@/app/_ui/benchmark/training-links';
import { Fold } from '@/app/_ui/page/fold';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { TrainingView } from '@/lib/contracts/training';

/** Files to train on, and of the open round the items to predict with a valid prediction file to fill in. */
export function DataFold({
  benchmark: { slug, inputs, open_round: open },
  training,
}: {
  benchmark: BenchmarkView;
  training: TrainingView | null;
}) {
  const hasInputs = open !== null && inputs === 'public';
  if (!training && !hasInputs) return null;
  const base = `/api/v1/benchmarks/${slug}/rounds/${open?.number}`;
  return (
    <Fold id="data" title="Data">
      <div className="grid gap-s2">
        {training && <TrainingLinks training={training} />}
        {hasInputs && (
          <p className="text-small text-ink-2">
            <bdi>{open.title}</bdi>:{' '}
            <a href={`${base}/inputs`} download>
              inputs
            </a>
            ,{' '}
            <a href={`${base}/sample-submission`} download>
              sample-submission.csv
            </a>
            .
          </p>
        )}
      </div>
    </Fold>
  );
}
