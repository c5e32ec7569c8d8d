import { formatOfHundred } from '@/app/_ui/plan/format-of-hundred';
import { StepPowerTable } from '@/app/_ui/plan/told-plan-facts';
import { type Column, DataTable } from '@/app/_ui/table/data-table';
import { computeTestLevel } from '@/lib/core/feedback/ladder/test-level';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { metrics } from '@/lib/core/metrics/metrics';
import { classesAlike, twoAlike } from '@/lib/core/planner/class-shares';
import { discordantShares, type GainChance, listGainChances } from '@/lib/core/planner/gain-chances';
import { computeStepPower } from '@/lib/core/planner/typical-step';
import { ComparedPowers } from './compared-powers';
import { Derivation } from './derivation';
import { NotProved } from './not-proved';

const stepPowers = metrics.flatMap(
  ({ name, ladder, tasks }) =>
    (ladder?.test === 'guarded-z' &&
      computeStepPower({
        metric: name,
        shares: tasks.includes('binary') ? twoAlike : classesAlike(5),
        feedbackCount: 1000,
      })) ||
    [],
);

type Sized = { readonly title: string; readonly chances: readonly GainChance[] };

const firstLevel = computeTestLevel(0);
const count = new Intl.NumberFormat('en');
const bySize: readonly Sized[] = [500, 1000, 2500, 4000, 10_000].map((items) => ({
  title: count.format(items),
  chances: listGainChances(items, firstLevel),
}));
const byTest: readonly Sized[] = [1, 2, 4, 10, 30].map((test) => ({
  title: String(test),
  chances: listGainChances(1000, computeTestLevel(test - 1)),
}));

/** Chances of both kinds of files, of 100: alike · unlike. */
function ChanceTable({ first, caption, rows }: { first: string; caption: string; rows: readonly Sized[] }) {
  return (
    <DataTable
      look="brief"
      caption={caption}
      columns={[
        { title: first, isRowHeader: true, value: ({ title }) => title },
        ...rows[0]!.chances.map(
          ({ gain }, i): Column<Sized> => ({
            title: `+${Math.round(100 * gain)} ${gain === 0.01 ? 'point' : 'points'}`,
            align: 'end',
            value: ({ chances }) =>
              `${formatOfHundred(chances[i]!.alike)} · ${formatOfHundred(chances[i]!.unlike)}`,
          }),
        ),
      ]}
      rows={rows}
      keyOf={({ title }) => title}
    />
  );
}

/** How often the guarded ladder tells a team that its model is better. */
export function Power() {
  const [alike, unlike] = [discordantShares.alike, discordantShares.unlike].map((share) =>
    Math.round(100 * share),
  );
  return (
    <>
      <p>
        A test of few items misses many improvements. Take a model that is better by 2 points on 1,000 items.
        If the files differ on {alike} % of items, it is told in 70 of 100 first answers. If on {unlike} %, in
        29. Files differ on an item if one is right and the other wrong.
      </p>
      <p>
        The table says how many of 100 teams with a truly better model are told so by their first answer. The
        number before the dot is of files that differ on {alike} % of the items, as two versions of one model
        may. The one after it is of {unlike} %, as strangers may.
      </p>
      <ChanceTable first="Feedback items" caption="Told, of 100 first answers" rows={bySize} />
      <p>Each refusal makes the next test stricter. With 1,000 feedback items, at the r-th test:</p>
      <ChanceTable first="r" caption="Told, of 100 answers, test by test" rows={byTest} />
      <Derivation title="How this is computed">
        <p>
          For shares of right items it is exact. Let q be the share of items that differ. Then each item is
          won with the chance (q + Δ)/2 and lost with (q − Δ)/2. The sum goes over all tables that exact
          McNemar announces.
        </p>
        <p>
          By recall only items of the positive class count, so read the table at their number. For other
          metrics two typical files are drawn, and z and z′ are taken as normal about the mean and the
          variance of the gains. Simulations (<code>npm run bench:losses</code>) find the same to some points.
          With 1,000 feedback items, classes alike:
        </p>
        <StepPowerTable powers={stepPowers} titleOf={({ metric }) => metricByName[metric].title} />
        <ComparedPowers />
      </Derivation>
      <NotProved>
        That nothing was told doesn’t show that a model is no better. How much two files differ is yours to
        count; two models may differ on more or fewer items than these.
      </NotProved>
    </>
  );
}
