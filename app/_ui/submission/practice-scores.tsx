import Link from 'next/link';
import { Section } from '@/app/_ui/page/section';
import { DataTable } from '@/app/_ui/table/data-table';
import type { PracticeView } from '@/lib/contracts/submission';
import { formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { SubmissionPractice } from '@/services/page/find-submission-page';

/** A submission's scores on revealed rounds: of a model as the scorer ran it; of a file where the reader's browser scores one. */
export function PracticeScores({
  slug,
  metric,
  practice: { scores, leaders, revealed },
}: {
  slug: string;
  metric: MetricName;
  practice: SubmissionPractice;
}) {
  if (scores.length === 0 && revealed.length === 0) return null;
  const leaderOf = ({ round }: PracticeView) => leaders.find((leader) => leader.round === round);
  return (
    <Section id="practice" title="Practice" aside="on revealed rounds, whose labels are public: never ranked">
      {scores.length > 0 ? (
        <DataTable
          look="records"
          testId="practice"
          rows={scores}
          keyOf={({ round }) => round}
          columns={[
            {
              title: 'Round',
              isRowHeader: true,
              value: ({ round, title }) => (
                <Link href={`/benchmarks/${slug}/rounds/${round}`}>
                  <bdi>{title}</bdi>
                </Link>
              ),
            },
            {
              title: formatMetric(metric),
              align: 'end',
              value: (row) => <Outcome metric={metric} row={row} />,
            },
            {
              title: 'Official leader',
              align: 'end',
              value: (row) => {
                const leader = leaderOf(row);
                return leader ? (
                  <>
                    {formatScore(metric, leader.score)} <bdi className="text-ink-2">{leader.model}</bdi>
                  </>
                ) : (
                  '–'
                );
              },
            },
          ]}
        />
      ) : (
        <p className="text-ink-2">
          Score a file of yours in your browser on{' '}
          {revealed.map(({ number, title }, i) => (
            <span key={number}>
              {i > 0 && ', '}
              <Link href={`/benchmarks/${slug}/rounds/${number}/score`}>
                <bdi>{title}</bdi>
              </Link>
            </span>
          ))}
          . It uses no submission and no feedback.
        </p>
      )}
    </Section>
  );
}

function Outcome({
  metric,
  row: { state, score, code, message },
}: {
  metric: MetricName;
  row: PracticeView;
}) {
  if (state === 'scored') return score === null ? 'no value' : formatScore(metric, score);
  if (state === 'queued') return <span className="text-ink-2">waits; reload later</span>;
  return (
    <>
      <code>{code}</code> <span className="text-small text-ink-2">{message}</span>
    </>
  );
}
