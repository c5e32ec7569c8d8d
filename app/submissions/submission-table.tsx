import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import { FeedbackWords } from '@/app/_ui/submission/feedback-words';
import { CellNote } from '@/app/_ui/table/cell-note';
import { DataTable } from '@/app/_ui/table/data-table';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** A team's submissions over all benchmarks, newest first. */
export function SubmissionTable({
  submissions,
  metrics,
}: {
  submissions: readonly SubmissionView[];
  metrics: ReadonlyMap<string, MetricName>;
}) {
  return (
    <DataTable
      look="records"
      rows={submissions}
      keyOf={({ id }) => id}
      columns={[
        { title: 'Model', isRowHeader: true, value: (submission) => <ModelName submission={submission} /> },
        {
          title: 'Benchmark',
          value: ({ benchmark, round }) => (
            <>
              <Link href={`/benchmarks/${benchmark}`}>{benchmark}</Link>, round {round}
            </>
          ),
        },
        { title: 'State', value: (submission) => <StateWords submission={submission} /> },
        {
          title: 'Feedback',
          value: ({ feedback, automatic, benchmark }) =>
            automatic ? (
              'none: it is evaluated automatically'
            ) : (
              <FeedbackWords feedback={feedback} metric={metrics.get(benchmark)!} />
            ),
        },
        { title: 'Received', value: ({ received_at }) => <Instant at={received_at} /> },
      ]}
    />
  );
}

function ModelName({ submission }: { submission: SubmissionView }) {
  return (
    <>
      <Link href={submission.links.page}>{submission.model}</Link>
      <CellNote>
        version {submission.version}, {submission.team}
      </CellNote>
    </>
  );
}

function StateWords({ submission }: { submission: SubmissionView }) {
  const { state, withdrawn, counts, chosen, message, score_at } = submission;
  return (
    <>
      {score_at ? (
        <span>
          evaluated automatically, score on <Instant at={score_at} />
        </span>
      ) : (
        <span className={state === 'rejected' || state === 'failed' ? 'text-over' : undefined}>{state}</span>
      )}
      {withdrawn && ', withdrawn'}
      {counts && <CellNote>{chosen ? 'counts, chosen by your team' : 'counts'}</CellNote>}
      {message && <CellNote>{message}</CellNote>}
    </>
  );
}
