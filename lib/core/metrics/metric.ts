import type { Direction, Task } from '../benchmark';
import type { Result } from '../result';
import type { DegreesRule } from '../statistics/compare-pairs';
import type { MethodInterval, ScoreIntervalMethod } from '../statistics/interval';
import type { Scorable, UndefinedMetric } from './scorable/scorable';

/**
 * A metric's complete definition. All other code derives its knowledge of metrics from the list in metrics.ts. A definition
 * refers to rules of higher layers by name: the ladder's bound, the baseline by which rounds are compared.
 *
 * @typeParam S input of the metric's functions. After lifting to any `Scorable` they return an error for another task
 */
export type Metric<Name extends string = string, S = Scorable> = {
  readonly name: Name;
  /** The metric's name as people read it. */
  readonly title: string;
  /** Short title for narrow columns; absent where the title is short enough. */
  readonly short?: string;
  /**
   * Explains the meaning of a score in a sentence or two for readers who don't know the metric, with the score of guessing
   * and of perfection in braces.
   */
  readonly meaning: string;
  /** The metric's formula for the page `/methods/metrics`; `_{…}` is a subscript and `^{…}` a superscript. */
  readonly formula: string;
  /** Definition of the metric in a sentence or two, with its source. */
  readonly note: string;
  /** Group in which forms list the metric, by kind of prediction. */
  readonly group: 'classes' | 'regression' | 'text';
  readonly tasks: readonly Task[];
  /**
   * Content that a prediction file must have. Classes can be derived from probabilities, but not probabilities from classes.
   */
  readonly needs: 'classes' | 'probabilities' | 'numbers' | 'texts';
  readonly direction: Direction;
  /** Lowest and highest possible value; infinite where the metric is unbounded. */
  readonly range: readonly [low: number, high: number];
  /** Computes the score, which is always finite; returns an error where the metric is undefined. Never throws. */
  readonly compute: Compute<S, number>;
  readonly outcomes: Outcomes<S>;
  readonly itemComparison: ItemComparison<S>;
  readonly interval: ScoreInterval<S>;
  /**
   * The paired test of two models for independent items: exact McNemar, or the paired t test. Decision 0018 has reasons and
   * sources.
   */
  readonly pairTest: 'mcnemar' | 'mcnemar-of-positives' | 'paired-t';
  /** Degrees of freedom of Student's t for this metric, in intervals and in the paired t test, for independent items. */
  readonly degrees: DegreesRule;
  /**
   * Computes the pseudo-values: the score plus each item's influence on the score, with the score as their mean. The paired t
   * test compares them instead of outcomes if the mean of the outcomes isn't the metric. Null for a metric whose outcomes are
   * compared.
   */
  readonly computePseudoValues: Compute<S, Float64Array> | null;
  /**
   * Factor, always positive, that converts the difference of two models' means into the difference of their scores
   * (`scaleHalfWidth`). The means are those of the compared values. Absent for a metric whose score is that mean.
   */
  readonly worthOfMean?: (first: ScoredMean, second: ScoredMean) => number;
  /**
   * Values of the items whose mean divides the mean of the compared values, as the variance of the labels does in R². Each
   * value depends on the item's label alone, so all models share the divisor. The divisor varies with the sample too, and
   * widens the interval of a difference. Absent for a metric without a sampled divisor.
   */
  readonly computeYardstick?: (labels: Float64Array) => Float64Array;
  /**
   * For a metric of the confusion matrix: computes the pseudo-value of an item by label and predicted class, given these items.
   */
  readonly explainClasses: Compute<S, ExplainClasses> | null;
  /**
   * Rules by which a ladder compares files. Null if no known ladder keeps its significance level with this metric;
   * benchmarks with such a metric are `final-only`.
   */
  readonly ladder: LadderRule | null;
  /**
   * Name of the rule for the best constant prediction, by which the difficulty of one round's test set is compared with the
   * next.
   */
  readonly baseline: BaselineRule;
  /**
   * True if a constant prediction has the same score on every test set. Then the baseline check uses another metric and says
   * why.
   */
  readonly scoresConstantsAlike: boolean;
  /**
   * Width of the final interval, for the check of a round's size: as for a share, as for a share within each class, or unknown.
   */
  readonly intervalWidth: 'of-a-share' | 'of-classes' | 'unknown';
  /** Scale on which overfitting (the gap and the drop) is measured for this metric; null where neither is measured. */
  readonly excessScale: ExcessScale | null;
  /**
   * States when a change of difficulty shifts the probit of the score, so that scores can be equated: see `hasProbitScale`.
   */
  readonly probitScale: 'always' | 'of-two-classes' | 'never';
  /**
   * Score of guessing at random, if it is the same in every round. A model at this score is no anchor, and the score isn't
   * equated. Null if the score of guessing differs from round to round.
   */
  readonly chanceScore: number | null;
  /**
   * True if the digits of a score can reveal single labels. Feedback then never contains an exact score: see
   * `decideBenchmarkRules`.
   */
  readonly digitsRevealLabels: boolean;
  /** True if the metric clips probabilities at the limit that the benchmark sets. */
  readonly isClipped: boolean;
  /** True if the score depends only on the order of the predictions, which may then have any unit. */
  readonly seesOrderAlone: boolean;
  /**
   * For metrics that score a text as right or wrong: reads the part of a prediction that decides the score. Predictions with
   * equal parts (`===`) always have equal scores; undefined is always wrong. Null for metrics with partial credit, and for
   * other tasks.
   */
  readonly readPrediction: ((prediction: string) => string | number | undefined) | null;
  /** Rule for the text labels that the metric can use; null if it can use all texts. */
  readonly labelRule: LabelRule | null;
};

/** A model's score, and the mean of the values by which models are compared. */
export type ScoredMean = { readonly score: number; readonly mean: number };

export type Compute<S, Value> = (s: S) => Result<Value, UndefinedMetric>;

/**
 * Contribution of each item to the score, in the order of the items. The computation returns an error if required
 * probabilities are missing, and, for outcomes that are derived from the score, where the score is undefined; other outcomes
 * don't need every class among the labels.
 */
export type Outcomes<S> = {
  readonly compute: Compute<S, Float64Array>;
  /** `zero-one`: each outcome is 0 or 1; `real`: any number. */
  readonly kind: 'zero-one' | 'real';
  /**
   * Which outcomes are better: higher or lower. It differs from the metric's direction for κ, R² and similar metrics, whose
   * outcomes are losses.
   */
  readonly direction: Direction;
  /** True if the metric is the mean of the outcomes; otherwise the metric is a function of them. */
  readonly isMean: boolean;
  /**
   * True if each outcome is the distance of a number from the label. Then the outcomes of two files differ by no more than
   * their predictions.
   */
  readonly isDistance: boolean;
};

/**
 * Values by which two models are compared on a single item: their outcomes, or other values if outcomes depend on all items
 * together, as pseudo-values do. Pseudo-values contain the model's whole score, so on a single item a flawless model may have a
 * lower pseudo-value than another model. By the values here no model is better on any item than a model that is always right,
 * which a test checks for every metric.
 */
export type ItemComparison<S> =
  | { readonly by: 'outcomes' }
  | {
      readonly by: 'merits';
      /** Computes the values in the order of the items; an error where the metric is undefined. */
      readonly compute: Compute<S, Float64Array>;
      readonly direction: Direction;
      /** Meaning of the comparison for people: the end of the sentence “A model does better on an item if …”. */
      readonly meaning: string;
    }
  /** For a metric without values of single items. `reason` is a sentence for people. */
  | { readonly by: 'nothing'; readonly reason: string };

/**
 * How the items were sampled: for each item the index of its group, null for independent items; and the seed of the random
 * stream.
 */
export type Sampled = { readonly groups: Int32Array | null; readonly seed: string };

/**
 * Computes the 95 % interval of a score of at least one item. For data on which the metric is undefined it returns an error,
 * or a value that isn't used.
 */
export type ScoreInterval<S> = {
  /** Name of the method of the interval for independent items. */
  readonly method: ScoreIntervalMethod;
  /**
   * Computes the bounds for independent items, or for items in two or more groups, which are sampled as wholes. Bootstraps use
   * the seed, the others ignore it. Null where no interval is valid: equal errors, or a constant prediction whose score is the
   * same on every sample.
   */
  readonly compute: (s: S, sampled: Sampled) => Result<MethodInterval | null, UndefinedMetric>;
  /**
   * True if intervals are unreliable while few items have a wrong class as the most probable one, since the cost of
   * confident errors is unknown then.
   */
  readonly needsWrongClasses: boolean;
  /** True if outcomes are squared errors, a few of which may determine most of the score. */
  readonly hasHeavyTails: boolean;
};

export type ExplainClasses = (label: number, predicted: number) => number;

/** A ladder's decision that one file is better than another by this metric; code and reasons in lib/core/feedback/ladder. */
export type LadderRule = {
  /** The ladder's test for independent items. For items in groups the test is guarded z. */
  readonly test: LadderTest;
  /** Name of the bound on unobserved losses; see `findUnitLosses`. */
  readonly losses: LossBound;
  /**
   * The best constant prediction, where that isn't the most frequent class or text, the class shares or the mean; see
   * `findBaselinePrediction`.
   */
  readonly constant?: 'positive-class' | 'median' | 'median-of-ratios';
};

/**
 * - `mcnemar`: exact, on hits; `mcnemar-of-positives`: on the hits among items of the positive class.
 * - `guarded-z`: z of the paired gains in pseudo-values or losses, and z′, which assumes one more loss than was observed.
 */
export type LadderTest = 'mcnemar' | 'mcnemar-of-positives' | 'guarded-z';

export type LossBound =
  | 'outcomes'
  | 'confusion-cells'
  | 'squared-errors'
  | 'relative-errors'
  | 'roc-area'
  | 'precision-area'
  | 'midranks'
  | 'concordant-pairs'
  | 'shared-words'
  | 'common-subsequence';

export type LabelRule = {
  /** Checks that the metric can compare predictions with a label of these accepted texts. */
  readonly fits: (accepted: readonly string[]) => boolean;
  /**
   * End of the sentence that refuses unusable labels (“name no choice, …”), for a metric that is undefined with such labels.
   * Null if the metric is defined, but such a label has nothing left to compare.
   */
  readonly refusal: string | null;
};

/**
 * The scale of a metric's gap and drop, by the kind of its pseudo-values:
 *
 * - `share`: a score of 0 to 1, its pseudo-values as they are
 * - `area`: the same, with separate spreads of the true classes, like DeLong's
 * - `correlation`: −1 to 1
 * - `loss`: a mean of losses, by its logarithm
 * - `root-loss`: the root of a mean of squares, by the logarithm of that mean
 * - `explained`: 1 − such a mean against the spread of the labels, by the logarithm of the rest
 */
export const excessScales = ['share', 'area', 'correlation', 'loss', 'root-loss', 'explained'] as const;

export type ExcessScale = (typeof excessScales)[number];

/**
 * Rules for a test set's baseline: the score of the best constant prediction by a metric. The names are stored with a
 * round's fingerprints. lib/core/round/checks/check-baseline.ts computes the baselines.
 */
const rules = {
  accuracy: { title: 'The accuracy of always answering the commonest class', unit: 'share' },
  macro_f1: { title: "The majority class's macro F1", unit: 'share' },
  entropy: { title: 'The log loss of predicting the class shares', unit: 'nats' },
  mae: { title: 'The mean absolute error of predicting the median', unit: 'target' },
  rmse: { title: 'The root mean squared error of predicting the mean', unit: 'target' },
  exact_match: { title: 'The exact match of the text that most items accept', unit: 'share' },
} as const;

export type BaselineKind = keyof typeof rules;

export type BaselineRule = {
  readonly kind: BaselineKind;
  /** The rule's title for people, as the beginning of a sentence. */
  readonly title: string;
  readonly unit: 'share' | 'nats' | 'target';
};

/**
 * Baseline of each metric. A constant prediction has an area of .5, a balanced accuracy of 1/C and a kappa, correlation or
 * R² of 0 or none on every test set. Such metrics take the majority class's accuracy, the entropy, or the spread of the
 * labels, which show if this test set is as hard as the last one.
 */
export const baselines = Object.fromEntries(
  Object.entries(rules).map(([kind, rule]) => [kind, { kind, ...rule }]),
) as Readonly<Record<BaselineKind, BaselineRule>>;
