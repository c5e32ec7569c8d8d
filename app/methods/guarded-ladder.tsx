import { type Column, DataTable } from '@/app/_ui/table/data-table';
import { computeGuardedThreshold } from '@/lib/core/feedback/ladder/guarded-threshold';
import { Formula } from './formula';
import { NotProved } from './not-proved';

const caps = [1, 5, 30, 100, 700];

function ThresholdTable() {
  return (
    <DataTable
      look="brief"
      columns={[
        {
          title: 'K',
          isRowHeader: true,
          value: () => (
            <>
              t<sub>K</sub>, standard errors
            </>
          ),
        },
        ...caps.map(
          (cap): Column<string> => ({
            title: String(cap),
            align: 'end',
            value: () => computeGuardedThreshold(cap).toFixed(3),
          }),
        ),
      ]}
      rows={['t']}
      keyOf={(row) => row}
    />
  );
}

/** When a file counts as better than the one to beat, loss by loss. */
function LadderTests() {
  return (
    <>
      <p>
        For outcomes of 0 and 1 the test is McNemar’s, exact and one-sided, on the items that only one of the
        two files has right: an improvement is announced at p &lt; 0.05/K. For other losses it is z of the
        paired differences above t<sub>K</sub>, and below 200 independent items or groups a sign-flip
        permutation test at the same level; where the two files bound by how much each item could have
        changed, the mean gain must reach Δ below too, so that losses that were not drawn count as well. A
        file without a value is answered as one that is no better. The first file to beat is the benchmark’s
        baseline.
      </p>
      <p>
        For RMSE, R² and MAPE the range of the round’s labels, widened to coarse steps, says how much worse
        each item can have become, and for Spearman’s ρ and Kendall’s τ the order of the feedback items does.
        So do, for ROC AUC and average precision, the order and the class sizes of the feedback items, for
        quadratic κ the outermost classes, for token F1 and ROUGE-L the words two answers share, and of items
        in groups, for metrics of the confusion matrix other than accuracy and micro F1, the predicted
        classes. There the gains must also pass a test by betting at 0.05/K (Waudby-Smith &amp; Ramdas 2024),
        which needs no normal approximation. It asks for a mean gain of about b · ln(40K)/n<sub>feedback</sub>{' '}
        or more, b the most that an item could lose; the few items that could lose most are counted as lost.
        Nothing is told of those bounds, so for these metrics no Δ is.
      </p>
    </>
  );
}

export function GuardedLadder() {
  return (
    <>
      <p>
        The ladder of Blum &amp; Hardt 2015 (arXiv 1502.04585) tells a new score only if it beats the best so
        far. Their parameter-free variant asks for one standard error of the paired difference. That stops the
        attack of their paper and not hill-climbing (see the table below), so the step here grows with the{' '}
        <b>cap K</b>, the most answers that a team and the teams linked with it can get in the round:
      </p>
      <Formula>
        t<sub>K</sub> = Φ⁻¹(1 − 0.05/K)
      </Formula>
      <ThresholdTable />
      <LadderTests />
      <p>
        A <b>false announcement</b> is “improved” about a file that is no better than the one to beat. While
        every answer is “no improvement”, whoever asks by a fixed rule asks what was fixed in advance, so the
        chance that a round of K answers holds a false announcement is at most K · 0.05/K = 5 %.
      </p>
      <p>
        “No significant improvement” comes with the smallest one that would show, made from the two files
        alone and no label:
      </p>
      <Formula>
        Δ = t<sub>K</sub> · s/√n<sub>feedback</sub>
      </Formula>
      <NotProved>
        The 5 % holds up to the first announcement: each later one starts from a file chosen with the help of
        those before. For rank correlations, ROC AUC and average precision it holds to first order, since an
        item’s influence on them is estimated. For chrF, BLEU and calibration error it holds as far as the
        mean gain is normal, which rare large losses can break. “No significant improvement” is no proof of
        equality: a file may be better by less than would show. By RMSE, R² or MAPE of labels that span two
        decades or more that can be much, and so it can by ROC AUC or average precision where a class is rare.
        An announced score is on the feedback part and chosen for being high; the official rank does not use
        it.
      </NotProved>
    </>
  );
}
