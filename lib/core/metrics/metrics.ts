import { ok, type Result, refuse } from '../result';
import { computeMean } from '../statistics/compensated-sum';
import { countConcordance } from '../statistics/concordance';
import { limitMeanOnLogs } from '../statistics/influence-estimate';
import { mae, mape } from './absolute-errors';
import { accuracy, accuracyNamed, balancedAccuracy, choiceAccuracy, numericAccuracy } from './accuracy';
import { averagePrecision } from './average-precision';
import { brierScore } from './brier-score';
import { calibrationError } from './calibration-error';
import { corpusMetric } from './family/corpus-metric';
import { meanOfItems, shareOfHits, textMetric, topKMetric } from './family/mean-metrics';
import { rankMetric } from './family/rank-metric';
import { computeSquaredErrors, squaredErrorMetric } from './family/squared-error-metric';
import { cohenKappa, quadraticKappa } from './kappa';
import { logLoss } from './log-loss';
import { macroF1, macroPrecision, macroRecall, weightedF1 } from './macro-averages';
import { mcc } from './mcc';
import { precision, recall } from './precision-and-recall';
import { r2 } from './r2';
import { estimateKendall, groupRankable, limitKendallByPairs } from './ranks/rankable';
import { rocAuc } from './roc-auc';
import type { RegressionScorable, TextScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';
import { spearman } from './spearman';
import { bleuStatistic, computeBleuOfOne, computeCorpusBleu, estimateCorpusBleu } from './text/bleu-counts';
import { chrfStatistic, computeCorpusChrf, estimateCorpusChrf } from './text/chrf-counts';
import { computeRougeL, listRougeWords } from './text/rouge-l-of-text';
import { computeTokenF1, isExactMatch, scoreItems } from './text/text-answers';
import { normaliseAnswer, saysSomething } from './text/words';

/**
 * Kendall's τ-b (Kendall 1945, Biometrika 33:239–251): (C − D)/√((n₀ − n₁)(n₀ − n₂)), C and D the concordant and discordant
 * pairs of items, n₀ all pairs, n₁ and n₂ those tied in the labels and in the predictions. Range −1 to 1, higher is better.
 * Equal to scipy's `kendalltau`. O(n log n). Undefined for n < 2 (`no-items`, `too-few-items`), and if all labels or all
 * predictions are equal (`no-variation`), or one isn't finite (`not-finite`).
 */
export const kendall = rankMetric({
  name: 'kendall',
  title: 'Kendall’s τ-b',
  meaning:
    'Of all pairs of items, those put in the right order minus those in the wrong order. {0} is guessing, {1} is perfect.',
  formula: '(C − D)/√((n₀ − n₁)(n₀ − n₂))',
  note: 'Concordant minus discordant pairs of items, over the pairs not tied (Kendall 1945). From −1 to 1.',
  ladder: { test: 'guarded-z', losses: 'concordant-pairs' },
  estimate: estimateKendall,
  limitAtEnd: limitKendallByPairs,
  itemComparison: {
    by: 'merits',
    compute: computeSurplus,
    direction: 'higher',
    meaning:
      'of its pairs with other items, those in the right order outnumber those in the wrong one by more',
  },
});

/**
 * Root of the mean squared error, √((1/n)·Σ (y_i − ŷ_i)²), in the unit of the target. From 0 up, lower is better.
 * Equal to scikit-learn's `root_mean_squared_error`. Undefined for n = 0 (`no-items`).
 */
const rmse = squaredErrorMetric({
  name: 'rmse',
  title: 'Root mean squared error',
  meaning:
    'The square root of the mean squared error, in the unit of the target. Large errors weigh most; {0} is perfect.',
  short: 'RMSE',
  formula: '√((1/n) · Σ (yᵢ − ŷᵢ)²)',
  note: 'In the unit of the target.',
  direction: 'lower',
  range: [0, Number.POSITIVE_INFINITY],
  compute: (s) =>
    s.labels.length === 0
      ? refuse(undefinedMetric('no-items'))
      : ok(Math.sqrt(computeMean(computeSquaredErrors(s)))),
  computeInterval(s, groups) {
    const interval = limitMeanOnLogs(computeSquaredErrors(s), groups);
    return interval && { lower: Math.sqrt(interval.lower), upper: Math.sqrt(interval.upper) };
  },
  // √a − √b = (a − b)/(√a + √b).
  worthOfMean: (first, second) => 1 / (first.score + second.score),
  excessScale: 'root-loss',
  scoresConstantsAlike: false,
});

/**
 * The mean over items of the F1 of `computeRougeL`, for several references the best one (`score_multi` of Google's rouge-score).
 * Range 0 to 1, higher is better. Undefined for n = 0 (`no-items`).
 */
export const rougeL = textMetric({
  name: 'rouge_l',
  title: 'ROUGE-L',
  meaning:
    'How much of the reference’s word sequence an answer contains, and how much of the answer belongs to it. {1} is a perfect match.',
  formula: '(1/n) · Σ 2·PᵢRᵢ/(Pᵢ + Rᵢ)',
  note: 'P and R are the shares of the answer’s and of the reference’s words in their longest common subsequence (Lin 2004, W04-1013). The best of several references counts. Words are runs of a–z and 0–9, so it is for English.',
  ...meanOfItems(
    'higher',
    scoreItems((answer, accepted) => Math.max(...accepted.map((text) => computeRougeL(answer, text).f1))),
  ),
  ladder: { test: 'guarded-z', losses: 'common-subsequence' },
  intervalWidth: 'unknown',
  excessScale: 'share',
  probitScale: 'never',
  // The submitter sets an item's weight by the number of words in its text.
  digitsRevealLabels: true,
  readPrediction: null,
  labelRule: {
    fits: (accepted) => accepted.every((text) => listRougeWords(text).length > 0),
    refusal: null,
  },
});

/**
 * Share of items whose prediction equals an accepted text after `normaliseAnswer` on both: the mean of `compute_exact` of SQuAD's
 * evaluation script 2.0 (Rajpurkar et al. 2018, arXiv 1806.03822). Range 0 to 1, higher is better. An empty prediction counts as
 * wrong, unless an accepted text is empty after normalisation, as "The" is. Undefined for n = 0 (`no-items`).
 */
const exactMatch = textMetric({
  name: 'exact_match',
  title: 'Exact match',
  meaning: 'The share of answers that equal an accepted answer, apart from case, punctuation and articles.',
  formula: '(1/n) · Σ [norm(ŷᵢ) ∈ norm(Yᵢ)]',
  note: 'Share of answers equal to one of the accepted ones, Yᵢ, in lower case, without ASCII punctuation and the articles a, an, the (SQuAD 2.0: Rajpurkar et al. 2018, arXiv 1806.03822).',
  ...shareOfHits(({ labels, predicted }: TextScorable) =>
    labels.length === 0
      ? refuse(undefinedMetric('no-items'))
      : ok(Float64Array.from(labels, (accepted, i) => (isExactMatch(predicted[i]!, accepted) ? 1 : 0))),
  ),
  intervalWidth: 'of-a-share',
  readPrediction: normaliseAnswer,
  labelRule: saysSomething,
});

/** The mean over items of `computeTokenF1`. Range 0 to 1, higher is better. Undefined for n = 0 (`no-items`). */
const tokenF1 = textMetric({
  name: 'token_f1',
  title: 'Token F1',
  meaning:
    'The words that an answer shares with an accepted answer, as the balance of precision and recall. {1} is a perfect match.',
  formula: '(1/n) · Σ max_{y∈Yᵢ} 2·|ŷᵢ ∩ y|/(|ŷᵢ| + |y|)',
  note: 'Over the words of both after the same normalisation, repetitions counted, with the accepted answer that fits best (Rajpurkar et al. 2016, arXiv 1606.05250). Without words on either side 1 if both have none, else 0.',
  ...meanOfItems('higher', scoreItems(computeTokenF1)),
  ladder: { test: 'guarded-z', losses: 'shared-words' },
  intervalWidth: 'unknown',
  excessScale: 'share',
  probitScale: 'never',
  // The submitter sets an item's weight by the number of words in its text.
  digitsRevealLabels: true,
  readPrediction: null,
  labelRule: saysSomething,
});

/** `computeChrf` of all items together. Undefined for n = 0 (`no-items`). */
const chrf = corpusMetric({
  name: 'chrf',
  title: 'chrF',
  meaning:
    'How many runs of one to six characters an answer shares with the reference. {1} is a perfect match.',
  formula: '5·PR/(4·P + R)',
  note: 'P and R are mean precision and recall of character n-grams of the orders 1 to 6. They are counted over all items together, white space left out (Popović 2015, W15-3049). sacreBLEU: nc:6, nw:0, space:no, β = 2.',
  computeScore: computeCorpusChrf,
  computeScoreOfOne: computeCorpusChrf,
  findStatistic: chrfStatistic,
  estimate: estimateCorpusChrf,
});

/** `computeBleu` of all items together. Undefined for n = 0 (`no-items`). */
const bleu = corpusMetric({
  name: 'bleu',
  title: 'BLEU',
  meaning:
    'How many runs of one to four words an answer shares with the reference; short answers are penalised. {1} is a perfect match.',
  formula: 'exp(min(0, 1 − r/c)) · (p₁p₂p₃p₄)^{1/4}',
  note: 'Precisions of 1- to 4-grams and lengths of all items together, c tokens answered against r of reference (Papineni et al. 2002, P02-1040). sacreBLEU: tok:13a, smooth:exp, case:mixed (Post 2018, W18-6319).',
  computeScore: computeCorpusBleu,
  computeScoreOfOne: computeBleuOfOne,
  findStatistic: bleuStatistic,
  estimate: estimateCorpusBleu,
});

/**
 * F1 of the pooled counts, 2·Σ TP_c/(2·Σ TP_c + Σ FP_c + Σ FN_c) over all classes. With one label and one prediction an item every miss
 * is one false positive and one false negative, so this is the accuracy. Equal to scikit-learn's `f1_score(average='micro')`.
 */
const microF1 = accuracyNamed({
  name: 'micro_f1',
  title: 'Micro F1',
  meaning: 'The share of items with the right class.',
  formula: '2·ΣTP/(2·ΣTP + ΣFP + ΣFN)',
  note: 'F1 of the counts pooled over classes; with one label an item it is the accuracy.',
});

const top5Accuracy = topKMetric(5, {
  name: 'top_5_accuracy',
  title: 'Top-5 accuracy',
  meaning: 'The share of items whose class is among the five most probable ones.',
  formula: '(1/n) · Σ [yᵢ ∈ top_{5}(p̂ᵢ)]',
  note: 'The same with the five most probable classes.',
});

const top3Accuracy = topKMetric(3, {
  name: 'top_3_accuracy',
  title: 'Top-3 accuracy',
  meaning: 'The share of items whose class is among the three most probable ones.',
  formula: '(1/n) · Σ [yᵢ ∈ top_{3}(p̂ᵢ)]',
  note: 'Share of items whose label is among the three most probable classes; of equal ones the first come first, where scikit-learn takes the last.',
});

/**
 * All metrics, in the order of pages and the API. This file contains only the list, and all else derives from it, so that a test
 * can add a metric by replacing this file: worker/snapshot/made-up-metric.db.test.ts.
 */
export const metrics = [
  accuracy,
  balancedAccuracy,
  macroF1,
  logLoss,
  rocAuc,
  mae,
  rmse,
  r2,
  mcc,
  cohenKappa,
  quadraticKappa,
  weightedF1,
  microF1,
  precision,
  recall,
  macroPrecision,
  macroRecall,
  top3Accuracy,
  top5Accuracy,
  brierScore,
  calibrationError,
  averagePrecision,
  mape,
  spearman,
  kendall,
  exactMatch,
  tokenF1,
  choiceAccuracy,
  numericAccuracy,
  rougeL,
  chrf,
  bleu,
] as const;

/** For each item, its pairs with all others in the right order minus those in the wrong one, as a share. Fails for the metric's reasons. */
function computeSurplus(s: RegressionScorable): Result<Float64Array, UndefinedMetric> {
  const groups = groupRankable(s);
  if (!groups.ok) return groups;
  const { labels, predicted } = groups.value;
  return ok(countConcordance(labels, predicted).map((surplus) => surplus / (s.labels.length - 1)));
}
