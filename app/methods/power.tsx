import { formatOfHundred } from '@/app/_ui/plan/format-of-hundred';
import { type Column, DataTable } from '@/app/_ui/table/data-table';
import { computeTestLevel } from '@/lib/core/feedback/ladder/test-level';
import { discordantShares, type GainChance, listGainChances } from '@/lib/core/planner/gain-chances';
import { Derivation } from './derivation';
import { NotProved } from './not-proved';

type Sized = { readonly items: number; readonly chances: readonly GainChance[] };

const count = new Intl.NumberFormat('en');
const listRow = (items: number, refusalCount: number): Sized => ({
  items,
  chances: listGainChances(items, computeTestLevel(refusalCount)),
});
const rows = [500, 1000, 2500, 10_000].map((items) => listRow(items, 0));
const [alike, unlike] = [discordantShares.alike, discordantShares.unlike].map((share) =>
  Math.round(100 * share),
);

/** Of 100, for files that are alike · unlike. */
const formatChances = ({ alike, unlike }: GainChance): string =>
  `${formatOfHundred(alike)} · ${formatOfHundred(unlike)}`;

/** How often the guarded ladder reports a truly better model. */
export function Power() {
  return (
    <>
      <p>
        Of 100 teams with a truly better model so many are reported one by their first feedback. The first
        number is for files of which only one is right on {alike} % of the items, as of two versions of a
        model. The second is for {unlike} %, as of strangers.
      </p>
      <DataTable
        look="brief"
        caption="Reported, of 100 first tests"
        columns={[
          { title: 'Feedback items', isRowHeader: true, value: ({ items }) => count.format(items) },
          ...rows[0]!.chances.map(
            ({ gain }, i): Column<Sized> => ({
              title: `+${Math.round(100 * gain)} ${gain === 0.01 ? 'point' : 'points'}`,
              align: 'end',
              value: ({ chances }) => formatChances(chances[i]!),
            }),
          ),
        ]}
        rows={rows}
        keyOf={({ items }) => items}
      />
      <p>Each refusal makes the next test stricter; submit pages show the chances.</p>
      <Derivation title="How this is computed">
        <p>
          For shares of hits it is exact: an item is won with the chance (q + Δ)/2 and lost with (q − Δ)/2, q
          the share of items that differ. By recall only positives count. For other metrics z and z′ of two
          typical files are taken as normal; simulations (<code>npm run bench:losses</code>) agree within ten
          points (<code>docs/papers/power.md</code>).
        </p>
        <p>
          At small levels guarded z finds fewer than the tests that it replaced by three metrics. At a level
          of 0.01 %, of 100 better files, with the earlier test in brackets: MAE less by 7.7 %: 86 (92); RMSE
          less by 7.7 %: 6 (19); MAPE of 25 %, not 30 %: 5 (21).
        </p>
      </Derivation>
      <NotProved>How much your two files differ is yours to count.</NotProved>
    </>
  );
}
