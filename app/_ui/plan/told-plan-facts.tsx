import Link from 'next/link';
import type { ToldPlan } from '@/lib/core/planner/plan-round';
import type { SimulatedPower } from '@/lib/core/planner/simulated-powers';
import { DataTable } from '../table/data-table';
import { formatOfHundred } from './format-of-hundred';
import { GainChanceTable } from './gain-chance-table';

const count = new Intl.NumberFormat('en');

/** How often a better model is told so by a first answer. */
export function ToldPlanFacts({ told, isRarestClassSmall }: { told: ToldPlan; isRarestClassSmall: boolean }) {
  return (
    <>
      <ToldChances told={told} />
      {isRarestClassSmall && (
        <p className="mt-s2">
          The feedback part has fewer than 50 items of the rarest class. Small steps aren’t told then.
        </p>
      )}
    </>
  );
}

function ToldChances({ told }: { told: ToldPlan }) {
  switch (told.kind) {
    case 'nothing':
      return <p>Nothing before the close.</p>;
    case 'scores':
      return <p>Each file’s score on the feedback part, as long as there are answers.</p>;
    case 'unknown':
      return (
        <p>
          Whether a file is a significant improvement. How often a better one passes wasn’t simulated for this
          metric with so few items.
        </p>
      );
    case 'exact':
      return (
        <>
          <p>
            Whether a file is a significant improvement. Of 100 teams with a truly better model so many are
            told by their first answer, with {count.format(told.countedItems)} feedback items
            {told.ofPositives && ' of the positive class'}:
          </p>
          <div className="mt-s2">
            <GainChanceTable caption="A better model is told, of 100 first answers" chances={told.chances} />
          </div>
          <p className="mt-s2">
            Two versions of one model differ on few items, two strangers on many. Each refusal makes the next
            test stricter. <Link href="/methods#power">How this is computed</Link>
          </p>
        </>
      );
    case 'simulated':
      return (
        <>
          <p>
            Whether a file is a significant improvement. In simulated rounds with{' '}
            {count.format(told.powers[0]!.feedbackCount)} feedback items a better model was told so often, of
            100 answers:
          </p>
          <div className="mt-s2">
            <SimulatedPowerTable powers={told.powers} />
          </div>
        </>
      );
  }
}

/** How often a file that is better in this way was announced. */
export function SimulatedPowerTable({
  powers,
  titleOf,
}: {
  powers: readonly SimulatedPower[];
  /** Where the table has more than one metric. */
  titleOf?: (power: SimulatedPower) => string;
}) {
  return (
    <DataTable
      look="brief"
      caption="A better model is told, of 100 answers"
      columns={[
        titleOf && { title: 'Metric', value: titleOf },
        { title: 'Better model', isRowHeader: true, value: ({ step }) => step },
        {
          title: 'Rarest class',
          align: 'end',
          value: ({ rarestShare }) => (rarestShare === null ? '' : `${Math.round(100 * rarestShare)} %`),
        },
        { title: 'First answer', align: 'end', value: ({ first }) => formatOfHundred(first) },
        { title: 'After four refusals', align: 'end', value: ({ fifth }) => formatOfHundred(fifth) },
      ]}
      rows={powers}
      keyOf={({ metric, scenario, feedbackCount }) => `${metric} ${scenario} ${feedbackCount}`}
    />
  );
}
