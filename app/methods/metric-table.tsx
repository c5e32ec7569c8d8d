import type { MetricName } from '@/lib/core/benchmark';
import { metricNames } from '@/lib/core/benchmark';
import { metrics } from '@/lib/core/scoring/metrics';

const words: Record<MetricName, { formula: React.ReactNode; note: string }> = {
  accuracy: {
    formula: '(1/n) · Σ [ŷᵢ = yᵢ]',
    note: 'Share of items whose predicted class is the label.',
  },
  balanced_accuracy: {
    formula: (
      <>
        (1/|P|) · Σ<sub>c</sub> TP<sub>c</sub>/n<sub>c</sub>
      </>
    ),
    note: 'Mean recall over the classes that occur among the labels, without adjustment for chance (Brodersen et al. 2010).',
  },
  macro_f1: {
    formula: (
      <>
        (1/|C|) · Σ<sub>c</sub> 2·TP<sub>c</sub>/(2·TP<sub>c</sub> + FP<sub>c</sub> + FN<sub>c</sub>)
      </>
    ),
    note: 'Mean over the classes that occur among labels or predictions (Opitz & Burst 2019, arXiv 1911.03347).',
  },
  log_loss: {
    formula: '−(1/n) · Σ ln p̂ᵢ(yᵢ)',
    note: 'In nats; probabilities are clipped to [ε, 1 − ε], ε = 2⁻⁵², and rows divided by their sum (Good 1952).',
  },
  roc_auc: {
    formula: 'P(s₊ > s₋) + ½ · P(s₊ = s₋)',
    note: 'Area under the ROC curve (Hanley & McNeil 1982); several classes: mean of each against the rest (Provost & Domingos 2000).',
  },
  mae: { formula: '(1/n) · Σ |yᵢ − ŷᵢ|', note: 'In the unit of the target.' },
  rmse: { formula: '√((1/n) · Σ (yᵢ − ŷᵢ)²)', note: 'In the unit of the target.' },
  r2: {
    formula: '1 − Σ (yᵢ − ŷᵢ)² / Σ (yᵢ − ȳ)²',
    note: '0 is what predicting the mean label gets; no lower bound.',
  },
  mcc: {
    formula: (
      <>
        (n·ΣTP<sub>c</sub> − Σt<sub>c</sub>p<sub>c</sub>)/√((n² − Σp<sub>c</sub>²)(n² − Σt<sub>c</sub>²))
      </>
    ),
    note: 'From −1 to 1, 0 at chance; t and p count labels and predictions of a class (Matthews 1975; several classes: Gorodkin 2004). 0 where all labels or all predictions are one class.',
  },
  cohen_kappa: {
    formula: (
      <>
        (p<sub>o</sub> − p<sub>e</sub>)/(1 − p<sub>e</sub>)
      </>
    ),
    note: 'Agreement beyond what the shares of the classes alone would give, from −1 to 1, 0 at chance (Cohen 1960).',
  },
  quadratic_kappa: {
    formula: (
      <>
        1 − Σ(i − j)²O<sub>ij</sub>/Σ(i − j)²E<sub>ij</sub>
      </>
    ),
    note: 'For classes in an order, that of the benchmark: a miss counts by the square of its distance (Cohen 1968). From −1 to 1, 0 at chance.',
  },
  weighted_f1: {
    formula: (
      <>
        Σ<sub>c</sub> (t<sub>c</sub>/n) · 2·TP<sub>c</sub>/(t<sub>c</sub> + p<sub>c</sub>)
      </>
    ),
    note: 'The F1 of the classes, weighted by how often they are labels.',
  },
  micro_f1: {
    formula: '2·ΣTP/(2·ΣTP + ΣFP + ΣFN)',
    note: 'F1 of the counts pooled over classes; with one label an item it is the accuracy.',
  },
  precision: {
    formula: 'TP/(TP + FP)',
    note: 'At the positive class, the second one of a binary benchmark; 0 if nothing is predicted positive.',
  },
  recall: {
    formula: 'TP/(TP + FN)',
    note: 'At the positive class, the second one of a binary benchmark.',
  },
  macro_precision: {
    formula: (
      <>
        (1/|C|) · Σ<sub>c</sub> TP<sub>c</sub>/p<sub>c</sub>
      </>
    ),
    note: 'Mean over the classes that occur among labels or predictions; one never predicted counts 0.',
  },
  macro_recall: {
    formula: (
      <>
        (1/|C|) · Σ<sub>c</sub> TP<sub>c</sub>/t<sub>c</sub>
      </>
    ),
    note: 'Mean over the classes that occur among labels or predictions; one that no label has counts 0, which balanced accuracy leaves out.',
  },
  top_3_accuracy: {
    formula: (
      <>
        (1/n) · Σ [yᵢ ∈ top<sub>3</sub>(p̂ᵢ)]
      </>
    ),
    note: 'Share of items whose label is among the three most probable classes; of equal ones the first come first, where scikit-learn takes the last.',
  },
  top_5_accuracy: {
    formula: (
      <>
        (1/n) · Σ [yᵢ ∈ top<sub>5</sub>(p̂ᵢ)]
      </>
    ),
    note: 'The same with the five most probable classes.',
  },
  brier_score: {
    formula: '(1/n) · Σ (p̂ᵢ − [yᵢ = 1])²',
    note: 'Squared error of the positive class’s probability, 0 to 1; several classes: summed over all of them, 0 to 2 (Brier 1950).',
  },
  calibration_error: {
    formula: (
      <>
        Σ<sub>b</sub> (n<sub>b</sub>/n) · |conf<sub>b</sub> − acc<sub>b</sub>|
      </>
    ),
    note: 'Mean confidence against share of hits in 15 bins of equal width on the probability of the predicted class (Guo et al. 2017, arXiv 1706.04599). Biased upwards where bins hold few items.',
  },
  average_precision: {
    formula: (
      <>
        Σ<sub>k</sub> (R<sub>k</sub> − R<sub>k−1</sub>) · P<sub>k</sub>
      </>
    ),
    note: 'Precision at every threshold weighted by the recall it adds, nothing interpolated; several classes: mean of each against the rest.',
  },
  mape: {
    formula: '(1/n) · Σ |yᵢ − ŷᵢ|/|yᵢ|',
    note: 'As a share: 0.1 is 10 %. No value if a label is 0.',
  },
  spearman: {
    formula: 'corr(rank y, rank ŷ)',
    note: 'Correlation of the ranks, ties at their mean rank (Spearman 1904). From −1 to 1.',
  },
  kendall: {
    formula: '(C − D)/√((n₀ − n₁)(n₀ − n₂))',
    note: 'Concordant minus discordant pairs of items, over the pairs not tied (Kendall 1945). From −1 to 1.',
  },
  exact_match: {
    formula: '(1/n) · Σ [norm(ŷᵢ) ∈ norm(Yᵢ)]',
    note: 'Share of answers equal to one of the accepted ones, Yᵢ, in lower case, without ASCII punctuation and the articles a, an, the (SQuAD 2.0: Rajpurkar et al. 2018, arXiv 1806.03822).',
  },
  token_f1: {
    formula: (
      <>
        (1/n) · Σ max<sub>y∈Yᵢ</sub> 2·|ŷᵢ ∩ y|/(|ŷᵢ| + |y|)
      </>
    ),
    note: 'Over the words of both after the same normalisation, repetitions counted, with the accepted answer that fits best (Rajpurkar et al. 2016, arXiv 1606.05250). Without words on either side 1 if both have none, else 0.',
  },
  choice_accuracy: {
    formula: '(1/n) · Σ [choice(ŷᵢ) = choice(yᵢ)]',
    note: 'The letter that an answer names: alone, at its beginning as in “B) Paris”, or stated as in “the answer is B”. None, or two that differ, is wrong.',
  },
  numeric_accuracy: {
    formula: '(1/n) · Σ [|ŷᵢ − yᵢ| ≤ tᵢ]',
    note: 'The tolerance stands in the label: 3.14 ± 0.01, or 250 ± 2 %; without one it is 10⁻⁹ · |yᵢ|. An answer that is not wholly a number is wrong.',
  },
  rouge_l: {
    formula: '(1/n) · Σ 2·PᵢRᵢ/(Pᵢ + Rᵢ)',
    note: 'P and R are the shares of the answer’s and of the reference’s words in their longest common subsequence (Lin 2004, W04-1013); the best of several references. Words are runs of a–z and 0–9, so it is for English.',
  },
  chrf: {
    formula: '5·PR/(4·P + R)',
    note: 'P and R are mean precision and recall of character n-grams of the orders 1 to 6, counted over all items together, white space left out (Popović 2015, W15-3049). sacreBLEU: nc:6, nw:0, space:no, β = 2.',
  },
  bleu: {
    formula: (
      <>
        exp(min(0, 1 − r/c)) · (p₁p₂p₃p₄)<sup>1/4</sup>
      </>
    ),
    note: 'Precisions of 1- to 4-grams and lengths of all items together, c tokens answered against r of reference (Papineni et al. 2002, P02-1040). sacreBLEU: tok:13a, smooth:exp, case:mixed (Post 2018, W18-6319).',
  },
};

export function MetricTable() {
  return (
    <>
      <table className="plain methods-t">
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col">Formula</th>
            <th scope="col">Better</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {metricNames.map((name) => (
            <tr key={name}>
              <th scope="row">{metrics[name].title}</th>
              <td className="formula">{words[name].formula}</td>
              <td>{metrics[name].direction}</td>
              <td>{words[name].note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        Each is tested to agree to 12 digits with scikit-learn’s or scipy’s function of that name on stored
        data with ties, absent classes and single classes; the calibration error and the Brier score of
        several classes, which those lack, with their definitions in numpy. Metrics of texts are tested
        against the values that SQuAD’s script, sacreBLEU and rouge-score publish. Metrics with two bounds are
        printed × 100.
      </p>
    </>
  );
}
