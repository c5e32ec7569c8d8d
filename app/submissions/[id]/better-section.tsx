import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import { describeFeedback, findCurrentBest, formatReported, listBefore } from '@/app/_ui/submission/feedback';
import { FeedbackPlot, shapeFeedback } from '@/app/_ui/submission/feedback-plot';
import { formatOneIn } from '@/app/_ui/submission/quota-list';
import type { SubmissionView } from '@/lib/contracts/submission';
import { computeTestLevel } from '@/lib/core/feedback/ladder/wins-needed';
import { formatMetric } from '@/lib/core/metrics/format-score';
import type { OwnSubmissions, SubmissionPage } from '@/services/page/find-submission-page';
import { Explanation, Question } from './question';

type Props = {
  submission: SubmissionView & { feedback: NonNullable<SubmissionView['feedback']> };
  benchmark: SubmissionPage['benchmark'];
  /** The team's submissions to the round; null for a reader outside the team. */
  own: OwnSubmissions | null;
  officialRanking: string | null;
  stopped: StoppedState | null;
};

/** Answers whether the submission is better: its feedback, from the comparison with the team's current best. */
export function BetterSection({ submission, benchmark, own, officialRanking, stopped }: Props) {
  const { feedback } = submission;
  const { metric, direction } = benchmark;
  const shape = own && shapeFeedback(own.sent, { left: own.quota?.round.left ?? 0, metric, direction });
  return (
    <Question
      title="Is it better than my current best?"
      answer={<Answer {...{ submission, benchmark, own }} />}
    >
      <Reason {...{ submission, own }} />
      {feedback.score !== null && (
        <Explanation>
          {formatReported(feedback, metric)} is {formatMetric(metric)} on the feedback split, with its 95 %
          interval.
        </Explanation>
      )}
      {shape && (
        <div className="mt-s4" data-testid="feedback-plot">
          <FeedbackPlot {...{ shape, metric, direction }} />
        </div>
      )}
      <Explanation>
        The final split is another set of items and ranks the models;{' '}
        <FinalScoreWords
          officialRanking={officialRanking}
          officialAt={feedback.official_at}
          stopped={stopped}
        />
        .
      </Explanation>
    </Question>
  );
}

/** The same section for an automatic evaluation, which uses no submission and gets no feedback. */
export function AutomaticSection({
  scoreAt,
  ...words
}: Pick<Props, 'officialRanking' | 'stopped'> & { scoreAt: string }) {
  return (
    <Question
      title="Is it better than my current best?"
      answer="It is evaluated automatically, without feedback."
    >
      <Explanation>
        It is scored on the final split, which ranks the models;{' '}
        <FinalScoreWords officialAt={scoreAt} {...words} />.
      </Explanation>
    </Question>
  );
}

type Compared = Pick<Props, 'submission' | 'benchmark' | 'own'>;

function Answer({ submission, benchmark: { metric, direction }, own }: Compared) {
  const { feedback, id } = submission;
  const { policy } = feedback;
  const before = own && findCurrentBest(listBefore(own.sent, id), { policy, direction });
  const now = own && findCurrentBest(own.sent, { policy, direction });
  const name = (of: SubmissionView) => (
    <>
      <VersionLink of={of} beside={submission} />, reported{' '}
      <span className="whitespace-nowrap">{formatReported(of.feedback, metric)}</span>
    </>
  );
  switch (feedback.outcome) {
    case 'improved':
      return (
        <>
          Yes. It is significantly better than{' '}
          {feedback.beaten === 'own-file' && before
            ? name(before)
            : nameFirst(feedback.beaten === 'baseline')}
          .{now && now.id !== id && <> Your current best is now {name(now)}.</>}
        </>
      );
    case 'no_improvement':
      if (!before) return <>Not significantly better than {nameFirst(own?.hasBaseline === true)}.</>;
      return (
        <>
          Not significantly. {now?.id === before.id ? 'Your current best stays' : 'It was tested against'}{' '}
          {name(before)}.
        </>
      );
    case 'score': {
      const others = own?.sent.filter((one) => one.id !== id) ?? [];
      const other = findCurrentBest(others, { policy, direction });
      if (!other) return <>It is the first reported score of your team in this round.</>;
      const difference = (feedback.score ?? 0) - (other.feedback?.score ?? 0);
      if (difference === 0) return <>It has the same reported score as {name(other)}.</>;
      return (
        <>
          Its reported score is {difference > 0 === (direction === 'higher') ? 'better' : 'worse'} than that
          of {name(other)}.
        </>
      );
    }
    case 'withheld':
      return <>{describeFeedback(feedback, metric).headline}</>;
  }
}

/** Names the file with which a team's first submission is compared. */
const nameFirst = (isBaseline: boolean): string =>
  isBaseline ? 'the maintainers’ baseline' : 'the best constant prediction';

function VersionLink({ of, beside }: { of: SubmissionView; beside: SubmissionView }) {
  return (
    <Link href={of.links.page}>
      {of.model === beside.model ? '' : `${of.model}, `}version {of.version}
    </Link>
  );
}

function Reason({ submission: { feedback, id }, own }: Pick<Props, 'submission' | 'own'>) {
  switch (feedback.outcome) {
    case 'no_improvement': {
      const level = own && findLevelOfTest(own, id);
      return (
        <Explanation>
          We don’t say how close it was, because that would leak labels.
          {level !== null &&
            ` A file that is no better would pass this test with a chance of ${formatOneIn(level)}.`}{' '}
          <Link href="/methods#guarded-ladder">How it is tested</Link>
        </Explanation>
      );
    }
    case 'score':
      return (
        <Explanation>
          This round reports scores without a test. A difference of less than about two standard errors may be
          chance.
        </Explanation>
      );
    default:
      return null;
  }
}

/** The level of the test of this submission; null if linked teams have had refusals too, which this page doesn't list. */
function findLevelOfTest({ sent, quota }: OwnSubmissions, id: string): number | null {
  const countRefusals = (of: readonly SubmissionView[]) =>
    of.filter(({ feedback }) => feedback?.outcome === 'no_improvement').length;
  if (quota?.next_test?.refusals !== countRefusals(sent)) return null;
  return computeTestLevel(countRefusals(listBefore(sent, id)));
}

/** States of a round in which its ranking doesn't count. */
type StoppedState = 'frozen' | 'invalidated';

type FinalScoreWordsProps = {
  officialRanking: string | null;
  officialAt: string;
  stopped: StoppedState | null;
};

/** Says where and when the final score is published. @param officialAt ISO 8601 */
function FinalScoreWords({ stopped, officialRanking, officialAt }: FinalScoreWordsProps) {
  if (stopped === 'invalidated') return <>the round has no official ranking, since it is invalidated</>;
  if (stopped === 'frozen') return <>its score is official only once the freeze is over</>;
  if (officialRanking)
    return (
      <>
        its score is in the <Link href={officialRanking}>official ranking</Link>
      </>
    );
  return (
    <>
      its score comes with the official ranking on <Instant at={officialAt} />
    </>
  );
}
