import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatOfHundred, GainChanceTable } from '@/app/_ui/plan/power-facts';
import { findCurrentBest, formatReported } from '@/app/_ui/submission/feedback';
import { QuotaList } from '@/app/_ui/submission/quota-list';
import { Callout } from '@/app/_ui/words/callout';
import { Term } from '@/app/_ui/words/term';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { TrainingView } from '@/lib/contracts/data-files';
import type { QuotaView, SubmissionView } from '@/lib/contracts/submission';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { listGainChances } from '@/lib/core/planner/gain-chances';
import { classesAlike } from '@/lib/core/planner/typical-set';
import { computeStepChance } from '@/lib/core/planner/typical-step';

type OpenRound = NonNullable<BenchmarkView['open_round']>;

/** Beside the steps of submitting: the team’s quota, its current best, and the two checks that use no submission. */
export function SubmitAside({
  benchmark,
  round,
  quota,
  sent,
  feedbackCount,
  training,
  now,
}: {
  benchmark: BenchmarkView;
  round: OpenRound;
  quota: QuotaView;
  sent: readonly SubmissionView[];
  feedbackCount: number;
  training: TrainingView | null;
  now: Date;
}) {
  return (
    <>
      <section className="border-t-line border-ink pt-s3" aria-label="Quota">
        <Title>What you have left</Title>
        <div className="mt-s2">
          <QuotaList round={round} quota={quota} feedbackCount={feedbackCount} now={now} />
        </div>
        {quota.next_test && (
          <NextTest
            test={quota.next_test}
            feedbackCount={feedbackCount}
            metric={benchmark.metric}
            classCount={benchmark.classes.length}
          />
        )}
        {quota.shared_with.length + quota.feedback_shared_with.length > 0 && <SharedQuota quota={quota} />}
      </section>
      <section className="mt-s5 text-small/[1.5] text-ink-2 max-wide:mt-0 max-phone:mt-s5">
        <CurrentBest benchmark={benchmark} round={round} sent={sent} />
        <p className="mt-s3">
          <b className="text-ink">Files with an error are free.</b> They use no submission; the message names
          the line and how to correct it.
        </p>
        {training && <FreePractice slug={benchmark.slug} rounds={training.rounds} />}
      </section>
    </>
  );
}

const Title = ({ children }: { children: ReactNode }) => (
  <h2 className="text-h3 font-semibold tracking-[0] text-ink">{children}</h2>
);

function CurrentBest({
  benchmark: { metric, direction },
  round,
  sent,
}: {
  benchmark: BenchmarkView;
  round: OpenRound;
  sent: readonly SubmissionView[];
}) {
  const policy = round.feedback_policy ?? 'final-only';
  if (policy === 'final-only') return null;
  const best = findCurrentBest(sent, { policy, direction });
  const isLadder = policy === 'guarded-ladder';
  return (
    <>
      <Title>
        Your <Term word="current best" />
      </Title>
      {best ? (
        <p className="mt-2" data-testid="current-best">
          <Link href={best.links.page}>
            <bdi>{best.model}</bdi>, version <bdi>{best.version}</bdi>
          </Link>
          , reported {formatReported(best.feedback, metric)}.{' '}
          {isLadder
            ? 'Your next file is tested against it.'
            : 'Of each model the best reported score counts, unless you choose another version on its page.'}
        </p>
      ) : (
        <p className="mt-2" data-testid="current-best">
          No score of yours has been reported in this round.
          {isLadder &&
            ' Your next file is tested against the maintainers’ baseline or, where there is none, the best constant prediction.'}
        </p>
      )}
    </>
  );
}

const practiceRoundsMax = 3;

function FreePractice({ slug, rounds }: { slug: string; rounds: TrainingView['rounds'] }) {
  const newest = rounds.toSorted((a, b) => b.number - a.number).slice(0, practiceRoundsMax);
  if (newest.length === 0) return null;
  return (
    <p className="mt-s3">
      <b className="text-ink">Practice is free too.</b> Score a model on rounds whose labels are public:{' '}
      {newest.map(({ number, title }, i) => (
        <span key={number}>
          {i > 0 && ', '}
          <Link href={`/benchmarks/${slug}/rounds/${number}/score`} prefetch={false}>
            <bdi>{title}</bdi>
          </Link>
        </span>
      ))}
      .
    </p>
  );
}

type NextTestProps = {
  test: NonNullable<QuotaView['next_test']>;
  feedbackCount: number;
  metric: MetricName;
  classCount: number;
};

/** How much better the next file must be to be reported as better, in a fold. */
function NextTest({ test, feedbackCount, metric, classCount }: NextTestProps) {
  // For exact tests the page lists the wins needed instead. The classes are assumed to be equally frequent, since the number of
  // positives is hidden.
  const step =
    metricByName[metric].ladder?.test !== 'guarded-z'
      ? null
      : computeStepChance(metric, classesAlike(classCount), { itemCount: feedbackCount, level: test.level });
  const gains = test.gains_needed?.flatMap(({ changed, wins, gain }) =>
    wins === null || gain === null ? [] : [{ changed, wins, gain }],
  );
  return (
    <details className="mt-s2 text-small/[1.45] text-ink-2">
      <summary>How to pass the next test</summary>
      <p className="mt-s2">
        It is a test at a level of <b data-testid="next-level">{formatLevel(test.level)}</b>.{' '}
        <Link href="/methods#guarded-ladder">How files are tested</Link>
      </p>
      {gains && gains.length > 0 && (
        <>
          <p className="mt-s2">Your file passes if, compared with your current best,</p>
          <ul className="mt-4 list-disc pl-s4">
            {gains.map(({ changed, wins, gain }) => (
              <li key={changed}>
                {count.format(changed)} predictions change from right to wrong or back, and{' '}
                {count.format(wins)} of them to right: {(100 * gain).toFixed(1)} points
              </li>
            ))}
          </ul>
        </>
      )}
      {test.gains_needed ? (
        <>
          <p className="mt-s2">Of 100 tests of a model that is better by so much, these are passed:</p>
          <GainChanceTable
            caption="Passed tests of a better model, of 100"
            chances={listGainChances(feedbackCount, test.level)}
          />
        </>
      ) : (
        step && (
          <p className="mt-s2">
            A simulated example: a model that scores {step.step}, passes {formatOfHundred(step.chance)} of 100
            such tests{classCount > 0 && ', with classes of the same size'}. A smaller step passes less often.
          </p>
        )
      )}
      <p className="mt-s2">
        <Link href="/methods#power">How often a better model is reported</Link>
      </p>
    </details>
  );
}

const count = new Intl.NumberFormat('en');

/** A significance level with two digits, for example 2.5 %, 0.83 % or 0.0054 %. */
const formatLevel = (level: number): string => `${Number((100 * level).toPrecision(2))} %`;

/** Tells a team with which teams it shares its quota or feedback, and the maintainers' reason. */
function SharedQuota({ quota }: { quota: QuotaView }) {
  const { shared_with, feedback_shared_with } = quota;
  const isSame = feedback_shared_with.length === shared_with.length;
  return (
    <Callout tone="note">
      <p className="leading-[1.45] wrap-anywhere">
        {shared_with.length > 0 && (
          <>
            Your team shares this quota{isSame && ', and the feedback,'} with <TeamNames of={shared_with} />.{' '}
          </>
        )}
        {!isSame && (
          <>
            In this round your team shares feedback and exposure with <TeamNames of={feedback_shared_with} />.
            They were linked after the opening: until the next round opens, the quota stays as it is.{' '}
          </>
        )}
        The maintainers consider you the same people. Their reason: “{quota.shared_because}” Only the linked
        teams and the maintainers see this. If it is wrong, write to the maintainers.
      </p>
    </Callout>
  );
}

const TeamNames = ({ of }: { of: QuotaView['shared_with'] }) => (
  <b>{new Intl.ListFormat('en').format(of.map(({ name }) => name))}</b>
);
