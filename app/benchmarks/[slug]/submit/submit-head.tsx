import Link from 'next/link';
import { formatDuration } from '@/app/_ui/format-duration';
import { Instant } from '@/app/_ui/instant';
import { EvidenceBadge } from '@/app/_ui/ranking/evidence-badge';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { FeedbackPolicyName } from '@/lib/core/benchmark';

const ledeOfPolicy: Record<FeedbackPolicyName, string> = {
  'guarded-ladder':
    'You are told whether your file is a significant improvement, and if it is, its score on the feedback part; the final part ranks when the round closes.',
  'exact-with-budget':
    'You are told the score on the feedback part, until another one would use it up; the final part ranks when the round closes.',
  exact: 'The feedback part answers with its score now; the final part ranks when the round closes.',
  'final-only': 'No score is told before the round closes; then the final part ranks.',
};

const count = new Intl.NumberFormat('en');

/** To what, as whom and until when. */
export function SubmitHead({
  benchmark,
  now,
  teamName,
}: {
  benchmark: BenchmarkView;
  teamName: string | null;
  now: Date;
}) {
  const { slug, title, open_round } = benchmark;
  const leftMs = open_round?.closes_at ? Date.parse(open_round.closes_at) - now.getTime() : 0;
  return (
    <div className="sub-head">
      <p className="crumb">
        <Link href="/benchmarks">Benchmarks</Link> / <Link href={`/benchmarks/${slug}`}>{title}</Link> /
        Submit
      </p>
      <h1>Submit to {open_round?.title ?? title}</h1>
      {open_round && (
        <>
          <p className="lede">
            One prediction for each of {count.format(open_round.item_count ?? 0)} items.{' '}
            {ledeOfPolicy[open_round.feedback_policy ?? 'final-only']}
          </p>
          <p className="small muted">
            When the round is revealed, your file becomes public with it, so that anybody can compute its
            score again.
          </p>
          <dl className="facts">
            {teamName && (
              <div>
                <dt>Team</dt>
                <dd className="breaks">{teamName}</dd>
              </div>
            )}
            <div>
              <dt>Evidence it will carry</dt>
              <dd>
                <EvidenceBadge evidence="in-round" />
              </dd>
            </div>
            <div>
              <dt>Round</dt>
              <dd>
                {open_round.number}, {open_round.title}
              </dd>
            </div>
            <div>
              <dt>Closes</dt>
              <dd>
                <Instant at={open_round.closes_at} />
                {leftMs > 0 && `, in ${formatDuration(leftMs)}`}
              </dd>
            </div>
          </dl>
        </>
      )}
    </div>
  );
}
