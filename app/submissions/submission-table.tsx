import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { FeedbackWords } from './feedback-words';

/** A team's submissions over all benchmarks, newest first. */
export function SubmissionTable({
  submissions,
  metrics,
}: {
  submissions: readonly SubmissionView[];
  metrics: ReadonlyMap<string, MetricName>;
}) {
  return (
    <table className="cards-t">
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Benchmark</th>
          <th scope="col">State</th>
          <th scope="col">Feedback</th>
          <th scope="col">Received</th>
        </tr>
      </thead>
      <tbody>
        {submissions.map((submission) => (
          <tr key={submission.id}>
            <th scope="row">
              <Link href={submission.links.page}>{submission.model}</Link>
              <span>
                version {submission.version}, {submission.team}
              </span>
            </th>
            <td data-l="Benchmark">
              <Link href={`/benchmarks/${submission.benchmark}`}>{submission.benchmark}</Link>, round{' '}
              {submission.round}
            </td>
            <td data-l="State">
              <span className={`state-word ${submission.state}`}>{submission.state}</span>
              {submission.withdrawn && ', withdrawn'}
              {submission.message && <span className="small muted">{submission.message}</span>}
            </td>
            <td data-l="Feedback">
              <FeedbackWords feedback={submission.feedback} metric={metrics.get(submission.benchmark)!} />
            </td>
            <td data-l="Received">
              <Instant at={submission.received_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
