import Link from 'next/link';
import type { ReactNode } from 'react';
import { Section } from '@/app/_ui/page/section';
import { FindingsTable } from '@/app/_ui/submit/findings-table';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { CheckVerdict } from './check-verdict';
import { ChecksTable } from './checks-table';
import { ClassShares } from './class-shares';
import { DraftPlan, type PlannedBenchmark } from './draft-plan';

type Report = NonNullable<MaintainedRoundView['check']>;

const count = new Intl.NumberFormat('en');

/**
 * What the scorer found in an uploaded test set. It never shows a label of an item.
 * @param benchmark where the round is still to be sealed, by the rules that it has now
 * @param isOnItsPage on the draft's own page, which has the ways on
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

/** @param draftPath the page on which its test set can be replaced; null once it is sealed */
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
      {isBlocked && draftPath && (
        <WhatToDo path={draftPath}>What blocks keeps the round from being sealed.</WhatToDo>
      )}
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
          {draftPath && <WhatToDo path={draftPath}>A test set is not edited here.</WhatToDo>}
        </>
      )}
    </>
  );
}

const WhatToDo = ({ path, children }: { path: string; children: ReactNode }) => (
  <p className="mt-s4 text-small text-ink-2">
    {children} Correct the file, and <Link href={path}>replace the test set of this draft</Link>.
  </p>
);
