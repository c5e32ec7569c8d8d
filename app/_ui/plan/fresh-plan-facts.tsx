import { DataTable } from '@/app/_ui/table/data-table';
import type { FreshPlan } from '@/lib/core/planner/fresh-designs';
import type { FreshDesign } from '@/lib/core/planner/fresh-figures';
import { formatOfHundred } from './format-of-hundred';

const count = new Intl.NumberFormat('en');

/** How many models a round needs to be called fresh. */
export function FreshPlanFacts({ fresh }: { fresh: FreshPlan }) {
  switch (fresh.kind) {
    case 'few-final-items':
      return <p>Never: under 200 final items a round stays unproven.</p>;
    case 'not-measured':
      return <p>Never: freshness isn’t measured by this metric.</p>;
    case 'not-simulated':
      return (
        <p>
          It needs six frozen models, and a second round. How often that is enough wasn’t simulated for this
          metric, or for so many classes.
        </p>
      );
    case 'simulated':
      return <SimulatedFacts {...fresh} />;
  }
}

function SimulatedFacts({
  designs,
  hasMore,
  byDropAlone,
  frozenCountMin,
}: Extract<FreshPlan, { kind: 'simulated' }>) {
  const { feedbackCount, finalCount, rarestShare } = designs[0]!;
  return (
    <>
      <p>
        It takes frozen models, held here before the round opened, and a second round. With fewer than{' '}
        {frozenCountMin} frozen ones it is never fresh. The nearest simulated rounds had{' '}
        {byDropAlone
          ? `${count.format(finalCount)} final items`
          : `${count.format(feedbackCount)} feedback and ${count.format(finalCount)} final items`}
        {rarestShare !== null && rarestShare < 0.5 && `, ${100 * rarestShare} % of them of the rarer class`}.{' '}
        {hasMore && 'That is more than here, so here it will be less often. '}
        No model had learnt the answers; so many of 100 rounds were called fresh:
      </p>
      <div className="mt-s2">
        <FreshDesignTable designs={designs} byDropAlone={byDropAlone} />
      </div>
    </>
  );
}

/** How often a round of such models is called fresh. @param byDropAlone where no score is told before the close */
export function FreshDesignTable({
  designs,
  byDropAlone,
}: {
  designs: readonly FreshDesign[];
  byDropAlone: boolean;
}) {
  return (
    <DataTable
      look="brief"
      caption="Called fresh, of 100 rounds"
      columns={[
        {
          title: 'Models',
          isRowHeader: true,
          value: ({ frozenCount, adaptedCount }) => `${frozenCount} frozen, ${adaptedCount} others`,
        },
        {
          title: byDropAlone ? 'Final items' : 'Feedback and final items',
          align: 'end',
          value: ({ feedbackCount, finalCount }) =>
            byDropAlone
              ? count.format(finalCount)
              : `${count.format(feedbackCount)} and ${count.format(finalCount)}`,
        },
        {
          title: 'Fresh',
          align: 'end',
          value: ({ freshByDrop, fresh }) => formatOfHundred(byDropAlone ? freshByDrop : fresh),
        },
      ]}
      rows={designs}
      keyOf={({ frozenCount, finalCount }) => `${frozenCount} ${finalCount}`}
    />
  );
}
