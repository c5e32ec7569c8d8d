import { anchorsMin } from '@/lib/core/equating/equating';
import { replicateCount } from '@/lib/core/statistics/bootstrap-intervals';
import { type ScoreIntervalMethod, scoreIntervalMethods } from '@/lib/core/statistics/interval';
import { computeExpectedMaximum } from '@/lib/core/statistics/normal-distribution';
import { DataTable } from '../_ui/table/data-table';
import { Derivation, Formula, NotProved } from './derivation';

export function Intervals() {
  return (
    <>
      <p>
        A 95 % confidence interval aims to contain the true score in 95 of 100 rounds. Items are taken as
        independent draws or, where they belong together (one document, one patient), as groups.
      </p>
      <p>
        <b>Interval unreliable</b> marks those that contain it clearly less often: under 20 groups, under 10
        items of the rarest class, or, of log loss and Brier score, under 5 items with the wrong class on top.
        Wilson’s intervals never are.
      </p>
      <p>
        RMSE and R² always state which share of the squared error the <b>largest 1 % of errors</b> make. If
        errors have heavy tails, the interval holds less often than 95 %; no sign in the sample tells which
        one fails.
      </p>
      <p>
        Fewer than five groups have no interval, nor has a constant prediction whose score is the same on
        every sample. How often intervals contain the true score:
      </p>
      <CoverageTable />
      <Derivation>
        <IntervalTable />
        <p>
          SE² = Σ(Iᵢ − Ī)²/(n(n − 1)), Iᵢ each item’s influence on the score (Jaeckel 1972; areas: DeLong et
          al. 1988). In groups influences are summed, with G − 1 degrees. Where a true class has fewer than
          five hits or misses, a second interval has half a hit and half a miss more in each class; the outer
          limits count. At an end of the range stand Wilson’s, with the rarest class’s items as trials.
        </p>
      </Derivation>
      <NotProved>
        An interval does not account for wrong labels, for a test set unlike real use, or for items that a
        model has seen.
      </NotProved>
    </>
  );
}

type CoverageRow = { readonly case: string; readonly held: number };

/**
 * Results of `npm run bench:coverage` with 2,000 samples for each row; `lib/core/scoring/coverage.test.ts` repeats the
 * simulation with fewer.
 */
const coverageRows: readonly CoverageRow[] = [
  { case: 'Balanced accuracy, 15 positives, recall .97', held: 97.1 },

  { case: 'Average precision, 15 positives', held: 92.9 },
  { case: 'Log loss', held: 95.3 },
  { case: 'The same, unreliable: 0.3 % confident errors', held: 59.3 },
  { case: 'RMSE of normal errors', held: 94.7 },
  { case: 'RMSE of lognormal errors', held: 90.6 },
  { case: 'Macro F1, 30 groups of 20 items', held: 95.5 },
];

/** A table of how often intervals contain the true score in the most difficult simulated cases. */
function CoverageTable() {
  return (
    <DataTable
      look="brief"
      columns={[
        { title: '300 simulated items', isRowHeader: true, value: (row) => row.case },
        { title: 'Contain it', align: 'end', value: ({ held }) => `${held.toFixed(1)} %` },
      ]}
      rows={coverageRows}
      keyOf={(row) => row.case}
    />
  );
}

export function Ranks() {
  return (
    <>
      <p>
        <b>What counts.</b> Of each model’s scored submissions one is ranked: the one its team chose before
        the close, else the best reported score, else the newest. Automatic evaluations come last. A score
        without a value is never ranked; equal scores share a rank.
      </p>
      <p>
        <b>Rank ranges.</b> All pairs of models are tested item by item on the final split. All ranges
        together hold the true ranks in 95 of 100 rounds, as far as each test keeps its level.
      </p>
      <p>
        A <b>statistical tie for first</b> includes all models whose range begins at 1: none is significantly
        better. If all of 30 models are equally good, one of them is outside the tie in about 4 of 100 rounds.
      </p>

      <p>
        A provisional score is the <b>best of k</b> reported ones, too high by up to a<sub>k</sub>·SE, a
        <sub>k</sub> the expected largest of k normal numbers: {computeExpectedMaximum(10).toFixed(2)} for k =
        10. Official scores select nothing.
      </p>
      <Derivation>
        <p>
          <b>Exact McNemar</b> serves the same metrics as on the <a href="#guarded-ladder">ladder</a>. Of b
          and c items that only one has right, p = 2·P(X ≥ max(b, c)), X ~ Binomial(b + c, ½), at most 1.
        </p>
        <p>
          <b>Paired t</b> serves all others, and items in groups: Student’s t of the paired differences of
          losses, for RMSE and R² squared errors, or else of θ̂ + Iᵢ. Standard error and degrees are the
          interval’s. Groups are summed (Liang &amp; Zeger 1986; Obuchowski 1998). No p is below 2
          <sup>1 − k</sup>, k items or groups whose predictions differ.
        </p>
        <p>
          Holm’s procedure (1979) over all m(m − 1)/2 pairs keeps the chance of any false claim at 5 %. The
          rank range is then (Al Mohamad, Goeman &amp; van Zwet 2022)
        </p>
        <Formula>from 1 + (number significantly better) to m − (number significantly worse)</Formula>
        <p>
          A difference’s interval is of its pair alone. Where it and the test disagree about 0, the nearer
          limit is set to 0.
        </p>
      </Derivation>
      <NotProved>
        A tie doesn’t mean equality. No probability of being the best is given, since each rule for it failed
        on rankings other than those it was derived from.
      </NotProved>
    </>
  );
}

export function AdjustedScores() {
  return (
    <>
      <p>
        <b>Anchor models</b> are frozen models that were scored in both rounds. With {anchorsMin} of them, a
        later round’s score is also shown adjusted to the difficulty of the base round, the first that shares{' '}
        {anchorsMin} with a later one. An outlier among anchors is shown struck, and doesn’t count.
      </p>
      <p>
        An anchor is <b>by proof</b> if the site had it before the earlier round opened, <b>by word</b> if a
        maintainer vouches for it in public. Enough anchors by proof are used alone.
      </p>
      <p>
        <b>Over rounds</b>, models are ranked by their mean adjusted score in the last three rounds that
        opened after their version was frozen.
      </p>
      <Derivation>
        <p>
          On a link scale scores shift alike (Kolen &amp; Brennan 2014): Φ⁻¹ of shares of hits and of
          two-class AUC (Hanley 1988), −ln of losses. With x<sub>i</sub> and y<sub>i</sub> of M anchors in the
          base round and the later one, y reads as
        </p>
        <Formula>
          y + mean(x<sub>i</sub> − y<sub>i</sub>), variance s<sub>d</sub>²(1 + 1/M) + (.1·(y − ȳ))² + SE²
        </Formula>
        <p>
          s<sub>d</sub> is the standard deviation of the differences, ȳ the anchors’ mean, SE the raw score’s;
          Student’s t has M − 1 degrees. Outliers: generalised ESD (Rosner 1983) at 1 %: at most one of 5–7
          anchors, two of 8–11 and three of 12 or more. A model at an area of ½ is no anchor.
        </p>
        <p>
          The .1 was chosen on 30 models of CIFAR-10 and CIFAR-10.1, where limits held the scores of the best
          eight, with anchors from the weaker half, in at least 99 of 100 draws. Those of the best of thirty
          models of late flights they held in at least 94 (<code>npm run bench:equating</code>).
        </p>
        <p>Over rounds: t = |Δ|/√(SE₁² + SE₂²) with Holm, SE the mean of the rounds’ SE.</p>
      </Derivation>
      <NotProved>
        That an anchor by word is frozen. Of five anchors one that is off by half a probit is found in 41 of
        100 cases, of eight in 94; all that drift alike aren’t. Where a step of the best was worth a fifth
        less in every later round, limits held in 75–91 % of simulated cases. For models that learned from the
        base round’s own month they held in 0–74 %.
      </NotProved>
    </>
  );
}

export const intervalTitles: Readonly<Record<ScoreIntervalMethod, string>> = {
  wilson: 'Wilson',
  'logit-t': 'logit',
  'fisher-t': 'Fisher',
  'log-t': 'log',
  bootstrap: 'bootstrap',
};

const formulas: Readonly<Record<ScoreIntervalMethod, string>> = {
  wilson:
    '(2k + z² ± z·√(z² + 4k(1 − k/n)))/(2(n + z²)), z = 1.96 (Wilson 1927). Groups: by effective size (Korn & Graubard 1998); recall and precision as logit.',
  'logit-t':
    'logit θ̂ ± t·SE/(θ̂(1 − θ̂)). Degrees: Welch’s over the true classes; average precision n⁺ − 1; texts n − 1. AUC above .9 or below .1: Newcombe’s limits (2006, method 5) where wider.',
  'fisher-t':
    'artanh θ̂ ± t·SE/(1 − θ̂²) (Fisher 1921). Degrees: Welch’s over the true classes; rank correlations n − 1.',
  'log-t': 'ln θ̂ ± t·SE/θ̂, n − 1 degrees; RMSE as ½ ln of the mean square, R² as ln(1 − R²).',
  bootstrap: `${replicateCount.toLocaleString('en')} resamples of items or groups, BCa (Efron 1987), the seed published.`,
};

export function IntervalTable() {
  return (
    <DataTable
      look="reference"
      columns={[
        { title: 'Method', isRowHeader: true, value: (method) => intervalTitles[method] },
        { title: 'Bounds', value: (method) => formulas[method] },
      ]}
      rows={scoreIntervalMethods}
      keyOf={(method) => method}
    />
  );
}
