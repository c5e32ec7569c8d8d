import { DataTable } from '@/app/_ui/table/data-table';
import type { FreshDesign, FreshPlan } from '@/lib/core/planner/fresh-designs';
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
          metric with so few items, or so many classes.
        </p>
      );
    case 'simulated':
      return (
        <>
          <p>
            It takes frozen models, held here before the round opened, and a second round. In simulated rounds
            with no more items than this one, where no model had learnt the answers, so many of 100 were
            called fresh:
          </p>
          <div className="mt-s2">
            <FreshDesignTable designs={fresh.designs} byDropAlone={fresh.byDropAlone} />
          </div>
        </>
      );
  }
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
      keyOf={({ metric, frozenCount, finalCount, rarestShare }) =>
        `${metric} ${rarestShare} ${frozenCount} ${finalCount}`
      }
    />
  );
}
