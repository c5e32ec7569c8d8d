import type { ReactNode } from 'react';
import { formatDuration } from '@/app/_ui/format-duration';
import { Instant } from '@/app/_ui/instant';
import { PageHead } from '@/app/_ui/page/page-head';
import { EvidenceBadge } from '@/app/_ui/ranking/evidence-badge';
import { Fact, Facts } from '@/app/_ui/words/facts';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { FeedbackPolicyName, SubmissionKind } from '@/lib/core/benchmark';

const ledeOfPolicy: Record<FeedbackPolicyName, string> = {
  'guarded-ladder':
    'You are told its score on the feedback part if it is a significant improvement. The final part ranks when the round closes.',
  'exact-with-budget':
    'You are told the score on the feedback part, until another one would use it up. The final part ranks when the round closes.',
  exact: 'You are told its score on the feedback part now. The final part ranks when the round closes.',
  'final-only': 'No score is told before the round closes; then the final part ranks.',
};

const count = new Intl.NumberFormat('en');

/** To what, as whom and until when. */
export function SubmitHead({
  benchmark,
  now,
  teamName,
  kind,
  tabs,
}: {
  benchmark: BenchmarkView;
  kind: SubmissionKind;
  /** Where there is a choice. */
  tabs?: ReactNode;
  teamName: string | null;
  now: Date;
}) {
  const { slug, title, open_round } = benchmark;
  return (
    <div className="mb-40">
      <PageHead
        crumbs={{
          above: [
            { href: '/benchmarks', title: 'Benchmarks' },
            { href: `/benchmarks/${slug}`, title },
          ],
          here: 'Submit',
        }}
        title={<>Submit to {open_round?.title ?? title}</>}
        lede={
          open_round && (
            <>
              {kind === 'onnx'
                ? `Your model is run on ${count.format(open_round.item_count ?? 0)} items${benchmark.inputs === 'hidden' ? ' that nobody sees' : ''}. `
                : `One prediction for each of ${count.format(open_round.item_count ?? 0)} items. `}
              {ledeOfPolicy[open_round.feedback_policy ?? 'final-only']}
            </>
          )
        }
      />
      {open_round && <OpenRoundFacts round={open_round} kind={kind} teamName={teamName} now={now} />}
      {open_round && tabs}
    </div>
  );
}

function OpenRoundFacts({
  round,
  kind,
  teamName,
  now,
}: {
  round: NonNullable<BenchmarkView['open_round']>;
  kind: SubmissionKind;
  teamName: string | null;
  now: Date;
}) {
  const leftMs = round.closes_at ? Date.parse(round.closes_at) - now.getTime() : 0;
  return (
    <>
      <p className="mt-s2 text-small text-ink-2">
        When the round is revealed, {kind === 'onnx' ? 'what your model predicted' : 'your file'} becomes
        public with it, so that anybody can compute its score again.
      </p>
      <Facts>
        {teamName && <Fact term="Team">{teamName}</Fact>}
        <Fact term="Evidence it will carry">
          <EvidenceBadge evidence="in-round" />
          {kind === 'onnx' && (
            <span className="block">
              <EvidenceBadge evidence="prospective" /> in later rounds
            </span>
          )}
        </Fact>
        <Fact term="Round">
          {round.number}, {round.title}
        </Fact>
        <Fact term="Closes">
          <Instant at={round.closes_at} />
          {leftMs > 0 && <span className="whitespace-nowrap"> in {formatDuration(leftMs)}</span>}
        </Fact>
      </Facts>
    </>
  );
}
