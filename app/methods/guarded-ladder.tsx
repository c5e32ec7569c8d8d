import { computeTestLevel, computeTestThreshold } from '@/lib/core/feedback/ladder/test-level';
import { findWinsNeeded } from '@/lib/core/feedback/ladder/wins-needed';
import { metrics } from '@/lib/core/metrics/metrics';
import { DataTable } from '../_ui/table/data-table';
import { Derivation } from './derivation';
import { Formula } from './formula';
import { NotProved } from './not-proved';

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
        Every test takes a small chance of being wrong, its <b>level</b>. Only refusals to your team and those
        linked with it lower it. The r-th test comes after r − 1 refusals:
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
          R refusals have spent 0.05 · R/(R + 1). Up to the first improvement the files are fixed before the
          labels speak, so the levels add up.
        </p>
      </Derivation>
      <NotProved>
        After the first improvement the 5 % holds for files that don’t depend on earlier feedback; exposure
        counts what others gain. Exact McNemar keeps its level for any data. Guarded z keeps its level in
        simulations, but at the smallest levels it can exceed them by a third. For chrF, BLEU and calibration
        error no test is known that keeps its level, so their rounds are final-only. With fewer than some 50
        feedback items of the rarest class, small steps aren’t reported. A refusal is no proof of equality.
      </NotProved>
    </>
  );
}

/** The second condition of guarded z, against files that gamble on losses which the feedback split doesn't show. */
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

/** The level of the r-th test, and the wins that exact McNemar then needs. */
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
