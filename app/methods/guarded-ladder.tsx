import {
  computeTestLevel,
  computeTestThreshold,
  findWinsNeeded,
} from '@/lib/core/feedback/ladder/wins-needed';
import { metrics } from '@/lib/core/metrics/metrics';
import { discordantShares, type GainChance, listGainChances } from '@/lib/core/planner/gain-chances';
import { formatOfHundred } from '../_ui/plan/power-facts';
import { type Column, DataTable } from '../_ui/table/data-table';
import { Derivation, Formula, NotProved } from './derivation';

const hitMetrics = metrics
  .filter(({ ladder }) => ladder?.test === 'mcnemar')
  .map(({ title }) => title)
  .join(', ');

export function GuardedLadder() {
  return (
    <>
      <p>
        The <b>current best</b> is your last file with a reported score; at first it is the maintainers’
        baseline, or else the best constant prediction. The test uses the benchmark’s own metric.
      </p>
      <p>
        Every test takes a small chance of being wrong, its <b>level</b>. Only the feedback “no improvement”
        to your team and those linked with it lowers it. The r-th test comes after r − 1 of these:
      </p>
      <LevelTable />
      <p>
        Up to the first reported improvement, the chance of a false one is below 5 % in a round, as far as
        each test keeps its level.
      </p>
      <Derivation title="Tests, formulas and sources">
        <p>
          The ladder of Blum &amp; Hardt 2015 (<a href="https://arxiv.org/abs/1502.04585">arXiv 1502.04585</a>
          ) doesn’t stop hill-climbing, so here a test decides:
        </p>
        <ul>
          <li>
            <b>Exact McNemar</b> (1947), one-sided, on the items that only one of two files has right:{' '}
            {hitMetrics}; recall on the items of the positive class.
          </li>
          <li>
            <b>Guarded z</b> for all others, and items in groups: z and z′ above t. They are of paired
            differences of the items’ losses, or of θ̂ + Iᵢ, the score plus the item’s influence on it (Jaeckel
            1972; DeLong et al. 1988). Groups are summed; t is then Student’s on G − 1.
          </li>
        </ul>
        <GuardedZ />
        <Formula>
          α<sub>r</sub> = 0.05/(r(r + 1)), t<sub>r</sub> = Φ⁻¹(1 − α<sub>r</sub>)
        </Formula>
        <p>
          R times “no improvement” have spent 0.05 · R/(R + 1). Up to the first improvement the files don’t
          depend on the labels, so the levels add up.
        </p>
      </Derivation>
      <NotProved>
        After the first improvement the 5 % holds for files that don’t depend on earlier feedback; exposure
        counts what others gain. Exact McNemar keeps its level for any data. Guarded z keeps its level in
        simulations, but at the smallest levels it can exceed them by a third. For chrF, BLEU and calibration
        error no test is known that keeps its level, so their rounds are final-only. With fewer than some 50
        feedback items of the rarest class, small steps aren’t reported. “No improvement” is no proof of
        equality.
      </NotProved>
    </>
  );
}

/**
 * Explains the second condition of the test “guarded z”, against files that gamble on losses that the feedback split happens
 * not to contain.
 */
function GuardedZ() {
  return (
    <>
      <p>
        z′ guards against losses that happen not to be drawn. The most that item i can lose to the current
        best, whatever its label, is Lᵢ (<code>docs/papers/possible-losses.md</code>). The few largest count
        as lost; x are the other gains less what those owe, b the most that another item can lose. One more
        item counts as drawn that lost b (Cornish &amp; Fisher 1938):
      </p>
      <Formula>z′ = (Σx − c·b)/√(Σ(x − x̄)² + b²), c = (t² + 2)/3</Formula>
    </>
  );
}

const tests = [1, 2, 3, 5, 10, 30];

const discordantCount = 60;

const formatLevel = (level: number): string => `${Number((100 * level).toPrecision(2))} %`;

/** A table of the significance level of the r-th test, and the wins that the exact McNemar test then needs. */
function LevelTable() {
  return (
    <DataTable
      look="brief"
      columns={[
        { title: 'r', isRowHeader: true, value: (r) => String(r) },
        { title: 'Level α', align: 'end', value: (r) => formatLevel(computeTestLevel(r - 1)) },
        { title: 't', align: 'end', value: (r) => computeTestThreshold(computeTestLevel(r - 1)).toFixed(3) },
        {
          title: `Wins needed of ${discordantCount} items`,
          align: 'end',
          value: (r) => String(findWinsNeeded(discordantCount, computeTestLevel(r - 1))),
        },
      ]}
      rows={tests}
      keyOf={(r) => String(r)}
    />
  );
}

/** Metrics whose exact scores would reveal labels, so that only the ladder is offered for them. */
const neverExact = metrics
  .filter(({ digitsRevealLabels, ladder }) => digitsRevealLabels && ladder !== null)
  .map(({ title }) => title)
  .join(', ');

export function FeedbackPolicies() {
  return (
    <>
      <p>A policy is fixed when a round is sealed:</p>
      <ul>
        <li>
          <b>guarded-ladder</b>, recommended: the score of a significant improvement, otherwise no number.
        </li>
        <li>
          <b>exact-with-budget</b>: every score with its standard error, as long as exposure stays at or below
          100 %.
        </li>
        <li>
          <b>final-only</b>: nothing before the close.
        </li>
        <li>
          <b>exact</b>: every score. Unguarded, to show that attacks work.
        </li>
      </ul>
      <p>
        A file that differs in very few items from an earlier one of its team, or on the ladder from the best
        constant, gets no feedback: such files read labels one by one.
      </p>
      <p>
        An <b>automatic evaluation</b>, of a version frozen before the opening, gets no feedback and uses no
        slot. Its outcome is shown at the close. A <b>quota</b> limits submissions per team, per round and per
        UTC day; linked teams share one. A file that fails its check uses none.
      </p>
      <p>
        <b>Practice</b> on revealed rounds uses neither slot nor feedback, and is never ranked.
      </p>
      <Derivation title="Limits and sources">
        <p>
          Whitehill 2017 (<a href="https://arxiv.org/abs/1707.01825">arXiv 1707.01825</a>) reached a log loss
          of 0, and rank 4 of 848, by reading labels off exact scores. So these metrics have no exact policy:{' '}
          {neverExact}.
        </p>
        <p>
          Very few items are fewer than max(10, 0.5 % of n), n all items of the round. Probabilities and
          numbers count by how much they moved (Kish’s effective number).
        </p>
        <p>
          Reported scores are rounded to the size of their standard error, which is rounded to half a step of
          their last decimal. Published scores have four decimals between two bounds, else five significant
          digits. Secondary metrics stay hidden until the close.
        </p>
      </Derivation>
    </>
  );
}

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

/** How many of 100 better models are reported, `alike · unlike`: for files similar to the current best, and for unrelated files. */
const formatChances = ({ alike, unlike }: GainChance): string =>
  `${formatOfHundred(alike)} · ${formatOfHundred(unlike)}`;

/** The section on how probably the guarded ladder reports a better model. */
export function Power() {
  return (
    <>
      <p>
        How many of 100 teams with a truly better model get it reported by their first feedback. The first
        number is for files of which only one is right on {alike} % of the items, as with two versions of a
        model. The second is for {unlike} %, as with unrelated models.
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
      <p>Each “no improvement” makes the next test stricter; submit pages show the chances.</p>
      <Derivation title="How this is computed">
        <p>
          For shares of hits it is exact: an item is won with the chance (q + Δ)/2 and lost with (q − Δ)/2, q
          the share of items that differ. By recall only positives count. For other metrics z and z′ of two
          typical files are taken as normal; simulations (<code>npm run bench:losses</code>) agree within ten
          points (<code>docs/papers/possible-losses.md</code>).
        </p>
        <p>
          At small levels guarded z finds fewer than the tests that it replaced by three metrics. At a level
          of 0.01 %, of 100 better files, with the earlier test in brackets: MAE less by 7.7 %: 86 (92); RMSE
          less by 7.7 %: 6 (19); MAPE of 25 %, not 30 %: 5 (21).
        </p>
      </Derivation>
      <NotProved>How much your own two files differ: you can count it.</NotProved>
    </>
  );
}
