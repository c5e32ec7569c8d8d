import Link from 'next/link';
import { DataTable } from '@/app/_ui/table/data-table';
import type { PracticeView } from '@/lib/contracts/submission';
import { formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { SubmissionPractice } from '@/services/page/find-submission-page';
import { Explanation, Question } from './question';

type Props = { slug: string; metric: MetricName; practice: SubmissionPractice };

/**
 * Scores on revealed rounds. Those of a model are computed by the scorer; for a prediction file there are links to score it in
 * the browser.
 */
export function PracticeSection({ slug, metric, practice }: Props) {
  const { scores, revealed } = practice;
  return (
    <Question
      title="What can I learn without using a submission?"
      isWide
      answer={describePractice(practice, metric)}
    >
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
              value: ({ leader }) =>
                leader ? (
                  <>
                    {formatScore(metric, leader.score)} <bdi className="text-ink-2">{leader.model}</bdi>
                  </>
                ) : (
                  '–'
                ),
            },
          ]}
        />
      ) : (
        <ul className="mt-s2 flex flex-wrap gap-x-s5 gap-y-s2">
          {revealed.map(({ number, title }) => (
            <li key={number}>
              <Link href={`/benchmarks/${slug}/rounds/${number}/score`}>
                Score it on <bdi>{title}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {scores.length + revealed.length > 0 && (
        <Explanation>
          Practice: labels of revealed rounds are public, so these scores are never ranked. They use no
          submission and no feedback.
        </Explanation>
      )}
    </Question>
  );
}

function describePractice({ scores, revealed }: SubmissionPractice, metric: MetricName): string {
  const newest = scores.find(({ score }) => score !== null);
  if (newest) {
    const { leader } = newest;
    const own = `It scores ${formatScore(metric, newest.score ?? 0)} on ${newest.title}`;
    const beside = leader ? `, where the official leader has ${formatScore(metric, leader.score)}` : '';
    return `${own}${beside}. If it was trained on that round, this says nothing.`;
  }
  if (scores.length > 0) return 'How good it is on revealed rounds, once it has been run.';
  return revealed.length > 0
    ? 'How good it is on revealed rounds.'
    : 'Nothing yet. Until a round is revealed, test on labelled data of your own.';
}

function Outcome({
  metric,
  row: { state, score, code, message },
}: {
  metric: MetricName;
  row: PracticeView;
}) {
  if (state === 'scored') return score === null ? 'no value' : formatScore(metric, score);
  if (state === 'queued') return <span className="text-ink-2">waits for the scorer</span>;
  return (
    <>
      <code>{code}</code> <span className="text-small text-ink-2">{message}</span>
    </>
  );
}
