import Link from 'next/link';
import type { ReactNode } from 'react';
import { titleOfPolicy } from '@/app/_ui/maintain/feedback-fields';
import { RefreshWhile, RefreshWithoutScript } from '@/app/_ui/page/refresh-page';
import { Section } from '@/app/_ui/page/section';
import { PlanFacts } from '@/app/_ui/plan/plan-facts';
import { formatClassShares, parsePlanQuery, planOf } from '@/app/_ui/plan/plan-query';
import { FindingsTable } from '@/app/_ui/submit/findings-table';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { LastPairs } from '@/lib/core/planner/plan-ranking';
import { proposeFeedback } from '@/lib/core/planner/plan-round';
import { findClassShares } from '@/lib/core/planner/typical-set';
import { ChecksTable } from './checks-table';

type Report = NonNullable<MaintainedRoundView['check']>;

const count = new Intl.NumberFormat('en');

/**
 * The scorer's report on an uploaded test set, which shows no item's label.
 * @param benchmark its present rules; null if the round is sealed already
 * @param isOnItsPage true on the draft's own page, which has the form that replaces the file
 */
export function CheckReport({
  slug,
  round: { number, title, state, check },
  benchmark,
  isOnItsPage = false,
}: {
  slug: string;
  round: MaintainedRoundView;
  benchmark: PlannedBenchmark | null;
  isOnItsPage?: boolean;
}) {
  const draftPath = state === 'draft' && !isOnItsPage ? `/maintain/${slug}/rounds/${number}` : null;
  return (
    <div aria-live="polite">
      <Section
        title={isOnItsPage ? 'Checks on this draft' : <>Check of {title}</>}
        aside={check && <CheckVerdict check={check} />}
        asideTone="ink"
      >
        {check ? (
          <>
            <Findings check={check} draftPath={draftPath} />
            {benchmark && check.problem_count === 0 && <DraftPlan benchmark={benchmark} check={check} />}
          </>
        ) : (
          <p className="text-ink-2">
            The scorer is opening and checking the test set. This page says when it is done.
          </p>
        )}
      </Section>
    </div>
  );
}

/** @param draftPath address of the page on which the test set can be replaced; null once the round is sealed */
function Findings({ check, draftPath }: { check: Report; draftPath: string | null }) {
  const isBlocked = check.checks.some(({ outcome }) => outcome === 'block');
  return (
    <>
      <Descriptions>
        <Description term="Items">{count.format(check.item_count)}</Description>
        <Description term="Input columns">{check.input_columns.join(', ') || 'none'}</Description>
        <Description term="Slice columns">{check.slice_columns.join(', ') || 'none'}</Description>
        {Object.keys(check.class_share_percent).length > 0 && (
          <Description term="Class shares">
            <ClassShares shares={check.class_share_percent} />
          </Description>
        )}
      </Descriptions>
      {check.checks.length > 0 && <ChecksTable report={check} />}
      {isBlocked && draftPath && <Remedy path={draftPath}>A blocking check prevents the seal.</Remedy>}
      {check.problem_count > 0 && (
        <>
          <div className={check.checks.length === 0 ? 'mt-s5' : undefined}>
            <FindingsTable
              findings={check.problems.map((problem) => ({ ...problem, result: 'block', excerpt: null }))}
            />
          </div>
          {check.checks.length === 0 && (
            <p className="mt-s4 text-small text-ink-2">
              More is checked once every line can be read: label leaks by order and ids, repetitions, and
              items of earlier rounds.
            </p>
          )}
          {draftPath && <Remedy path={draftPath}>A test set can’t be edited here.</Remedy>}
        </>
      )}
    </>
  );
}

const Remedy = ({ path, children }: { path: string; children: ReactNode }) => (
  <p className="mt-s4 text-small text-ink-2">
    {children} Correct the file, and <Link href={path}>replace the test set of this draft</Link>.
  </p>
);

/** Shares of the classes, rounded to whole per cent, since finer shares could reveal single labels. */
function ClassShares({ shares }: { shares: Readonly<Record<string, number>> }) {
  return (
    <ul className="max-w-420">
      {Object.entries(shares).map(([name, percent]) => (
        <li
          key={name}
          className="grid grid-cols-[minmax(70px,auto)_1fr_48px] items-center gap-s3 max-small:grid-cols-[auto_1fr_40px] max-small:gap-s2"
        >
          <span className="wrap-anywhere">{name}</span>
          <svg viewBox="0 0 100 7" preserveAspectRatio="none" aria-hidden="true" className="h-7 w-full">
            <path d="M0 6.5h100" stroke="var(--rule-2)" vectorEffect="non-scaling-stroke" />
            <path d={`M0 0h${percent}v7H0z`} fill="var(--sea)" />
          </svg>
          <span className="text-right whitespace-nowrap">{percent}&nbsp;%</span>
        </li>
      ))}
    </ul>
  );
}

function CheckVerdict({ check }: { check: Report }) {
  const { problem_count, problems } = check;
  if (problem_count > 0) {
    // Number of kinds of problems. The code `too_many_faults` isn't one: it only says that reading stopped.
    const kinds = problems.filter(({ code }) => code !== 'too_many_faults').length;
    return (
      <>
        <b className="text-over">
          {kinds === 1 ? 'one problem stops' : `${count.format(problem_count)} problems stop`} it
        </b>
        {kinds === 1 && problem_count > 1 && <span className="text-ink-2">, in many lines</span>}
        {kinds > 1 && problems.length < problem_count && (
          <span className="text-ink-2">, the first {problems.length} below</span>
        )}
      </>
    );
  }
  const countOf = (wanted: string) => check.checks.filter(({ outcome }) => outcome === wanted).length;
  const [block, warn, pass] = [countOf('block'), countOf('warn'), countOf('pass')];
  return (
    <>
      {block === 0 ? (
        <b className="text-sea">no problem</b>
      ) : (
        <b className="text-over">{block === 1 ? '1 block' : `${block} blocks`}</b>
      )}
      {warn > 0 && (
        <>
          {' '}
          · <b className="text-land">{warn === 1 ? '1 warning' : `${warn} warnings`}</b>
        </>
      )}
      {check.checks.length > 0 && <span className="text-ink-2"> · {pass} pass</span>}
    </>
  );
}

export type PlannedBenchmark = Pick<
  BenchmarkFacts,
  'slug' | 'metric' | 'feedback_policy' | 'feedback_share' | 'quota_per_round'
> & { lastPairs: LastPairs | null };

type Props = {
  benchmark: PlannedBenchmark;
  check: NonNullable<MaintainedRoundView['check']>;
};

/** Lists the abilities of a round with this test set under the present policy, and the policy that the site proposes for its size. */
function DraftPlan({ benchmark, check }: Props) {
  const { slug, metric, feedback_policy, feedback_share, quota_per_round } = benchmark;
  const itemCount = check.item_count;
  if (itemCount < 2) return null;
  const shares = findClassShares(Object.values(check.class_share_percent));
  const proposal = proposeFeedback(itemCount);
  const isAsProposed =
    proposal.policy === feedback_policy && Math.abs(proposal.feedbackShare - feedback_share) < 0.005;
  return (
    <details className="mt-s4" data-testid="draft-plan">
      <summary>What to expect of this round</summary>
      <div className="mt-s3">
        <PlanFacts
          round={planOf(parsePlanQuery({}), {
            itemCount,
            metric,
            shares,
            lastPairs: benchmark.lastPairs,
            policy: feedback_policy,
            feedbackShare: feedback_share,
            quotaPerRound: quota_per_round,
          })}
        />
      </div>
      {!isAsProposed && (
        <p className="mt-s3 text-ink-2">
          For this number of items {titleOfPolicy(proposal.policy).toLowerCase()} with a feedback split of{' '}
          {Math.round(100 * proposal.feedbackShare)} % is proposed.{' '}
          <Link
            href={`/maintain/${slug}/feedback?items=${itemCount}&plan_shares=${encodeURIComponent(formatClassShares(shares))}`}
          >
            Compare, and change the policy
          </Link>
        </p>
      )}
    </details>
  );
}

/** Refreshes the page until all drafts have been checked. */
export function RefreshWhileChecking({ rounds }: { rounds: readonly MaintainedRoundView[] }) {
  if (!rounds.some((round) => round.state === 'draft' && round.check === null)) return null;
  return (
    <>
      <RefreshWhile />
      <RefreshWithoutScript seconds={4} />
    </>
  );
}
