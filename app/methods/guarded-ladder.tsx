import { Derivation } from './derivation';
import { Formula } from './formula';
import { LadderTestTable } from './ladder-test-table';
import { LevelTable } from './level-table';
import { NotProved } from './not-proved';

/** How small a chance each test may take, and what all of them together can do. */
function Spending() {
  return (
    <>
      <p>
        Every test takes a small chance of being wrong, its <b>level</b>. It falls with each “no improvement”
        to the team and the teams linked with it. An improvement costs nothing. Before its r-th test a team
        has had r − 1 refusals:
      </p>
      <LevelTable />
      <p>
        A <b>false announcement</b> is “improved” about a file that is no better than the one to beat. Up to
        the first announcement the chance of a false one is below 5 % in a round, as far as each test keeps
        its level. The cap K only says how many answers there are.
      </p>
    </>
  );
}

/** The test of all but hits of independent items. */
function GuardedZ() {
  return (
    <>
      <p>
        <b>Guarded z</b> asks what the items that were not drawn could lose. Lᵢ is the most that item i can
        lose from the file to beat to the new one, whatever its label. The few items that could lose most are
        set aside and counted as lost. The gains less what those owe are x. The most that another item can
        lose, with what it owes, is b. One more item counts as drawn that lost b:
      </p>
      <Formula>z′ = (Σx − c·b)/√(Σ(x − x̄)² + b²), c = (t² + 2)/3</Formula>
      <p>This inverts the Poisson limit of rare losses by the expansion of Cornish &amp; Fisher (1938).</p>
    </>
  );
}

/** What an item can lose, and what is never reported. */
function Bounds() {
  return (
    <>
      <p>
        Lᵢ is the worst over all labels. By RMSE, R² and MAPE the range of the round’s labels bounds it,
        widened to coarse steps. By token F1 and ROUGE-L the words that both predictions share do.
      </p>
      <p>
        A refusal comes with no number: how close the file was would leak labels. A file without a value is
        refused like any other.
      </p>
    </>
  );
}

function Derivations() {
  return (
    <Derivation title="Tests, formulas and sources">
      <p>
        The ladder of Blum &amp; Hardt 2015 (<a href="https://arxiv.org/abs/1502.04585">arXiv 1502.04585</a>)
        tells a new score only if it beats the best so far. Their parameter-free variant asks for one standard
        error of the paired difference. That stops the attack of their paper and not hill-climbing (see the
        attacks below). So here a test decides, which one is the metric’s:
      </p>
      <LadderTestTable />
      <GuardedZ />
      <Bounds />
      <p>The level of the r-th test is</p>
      <Formula>
        α<sub>r</sub> = 0.05/(r(r + 1)), t<sub>r</sub> = Φ⁻¹(1 − α<sub>r</sub>)
      </Formula>
      <p>
        R refusals have spent 0.05 · R/(R + 1). Up to the first announcement the files are fixed before the
        labels speak. So the levels add up for any strategy.
      </p>
    </Derivation>
  );
}

export function GuardedLadder() {
  return (
    <>
      <p>
        A file is announced as improved only if it passes a test against the file to beat. Then its score is
        told. The test is by the benchmark’s own metric. The first file to beat is the maintainers’ baseline
        where they have sent one, else the best constant answer. Later it is the team’s last announced file.
      </p>
      <Spending />
      <p>
        Where fewer than some 50 items of the rarest class are in the feedback part, small steps aren’t told.
        How often a better model is told stands in the next section.
      </p>
      <Derivations />
      <NotProved>
        After the first announcement the 5 % holds for files that don’t depend on what was announced or told.
        What others gain is what exposure counts. Exact McNemar keeps its level whatever the hits look like.
        Guarded z keeps it in simulations, but at the smallest levels it can exceed them by a third. For chrF,
        BLEU and calibration error no test is known that keeps its level, so their rounds report nothing
        before the close. “No significant improvement” is no proof of equality: a file may be better by less
        than would show. An announced score is on the feedback part and chosen for being high. The official
        rank does not use it.
      </NotProved>
    </>
  );
}
