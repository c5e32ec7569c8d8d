import Link from 'next/link';
import { discordantShares, type GainChance } from '@/lib/core/planner/gain-chances';
import type { PowerPlan } from '@/lib/core/planner/plan-round';
import type { StepPower } from '@/lib/core/planner/typical-step';
import { DataTable } from '../table/data-table';

const count = new Intl.NumberFormat('en');

type Props = {
  power: PowerPlan;
  feedbackCount: number;
  isRarestClassSmall: boolean;
};

/** How probably the feedback reports a model as better, by how much better the model is. */
export function PowerFacts({ power, feedbackCount, isRarestClassSmall }: Props) {
  return (
    <>
      <PowerChances power={power} feedbackCount={feedbackCount} />
      {isRarestClassSmall && (
        <p className="mt-s2">
          The feedback split has fewer than 50 items of the rarest class. Small improvements aren’t reported
          then.
        </p>
      )}
    </>
  );
}

function PowerChances({ power, feedbackCount }: { power: PowerPlan; feedbackCount: number }) {
  switch (power.kind) {
    case 'nothing':
      return <p>Nothing before the close.</p>;
    case 'scores':
      return <p>Each file’s score on the feedback split, as long as feedback is left.</p>;
    case 'unknown':
      return (
        <p>
          A score if a file is a significant improvement. How often a better file passes isn’t known for so
          few items.
        </p>
      );
    case 'exact':
      return (
        <>
          <p>
            A score if a file is a significant improvement. Of 100 teams with a truly better model, so many
            get it reported by their first test, with {count.format(power.countedItems)} feedback items
            {power.ofPositives && ' of the positive class'}:
          </p>
          <div className="mt-s2">
            <GainChanceTable
              caption="A better model is reported, of 100 first tests"
              chances={power.chances}
            />
          </div>
          <p className="mt-s2">
            Two versions of one model differ on few items, unrelated models on many. Each “no improvement”
            makes the next test stricter. <Link href="/methods#power">How this is computed</Link>
          </p>
        </>
      );
    case 'step':
      return (
        <>
          <p>
            A score if a file is a significant improvement. If 100 teams each send a file that is this much
            better, so many get a score, with {count.format(feedbackCount)} feedback items:
          </p>
          <div className="mt-s2">
            <StepPowerTable power={power.power} />
          </div>
        </>
      );
  }
}

/** The probability that a file is reported as better if it improves by a typical step. */
function StepPowerTable({ power }: { power: StepPower }) {
  return (
    <DataTable
      look="brief"
      caption="A better model is reported, of 100"
      columns={[
        { title: 'Better model', isRowHeader: true, value: ({ step }) => step },
        {
          title: 'Rarest class',
          align: 'end',
          value: ({ rarestShare }) => (rarestShare === null ? '' : `${Math.round(100 * rarestShare)} %`),
        },
        { title: 'First test', align: 'end', value: ({ first }) => formatOfHundred(first) },
        { title: 'After four “no improvement”', align: 'end', value: ({ fifth }) => formatOfHundred(fifth) },
      ]}
      rows={[power]}
      keyOf={({ metric }) => metric}
    />
  );
}

/** How many of 100 better models are reported as better, by the size of the improvement. */
export function GainChanceTable({ chances, caption }: { chances: readonly GainChance[]; caption: string }) {
  return (
    <DataTable
      look="brief"
      caption={caption}
      testId="gain-chances"
      columns={[
        {
          title: 'Better by',
          isRowHeader: true,
          value: ({ gain }) => `${Math.round(100 * gain)} ${gain === 0.01 ? 'point' : 'points'}`,
        },
        {
          title: `Files differ on ${percent(discordantShares.alike)}`,
          align: 'end',
          value: ({ alike }) => formatOfHundred(alike),
        },
        {
          title: `On ${percent(discordantShares.unlike)}`,
          align: 'end',
          value: ({ unlike }) => formatOfHundred(unlike),
        },
      ]}
      rows={chances}
      keyOf={({ gain }) => gain}
    />
  );
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** A probability as a number of 100. If it is neither 0 nor 1, it is never rounded to 0 or 100. */
export function formatOfHundred(chance: number): string {
  if (chance > 0 && chance < 0.005) return '< 1';
  if (chance < 1 && chance > 0.995) return '> 99';
  return String(Math.round(100 * chance));
}
