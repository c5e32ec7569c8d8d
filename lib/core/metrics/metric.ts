import type { Direction, Task } from '../benchmark';
import type { Result } from '../result';
import type { DegreesRule } from '../statistics/compare-pairs';
import type { MethodLimits, ScoreIntervalMethod } from '../statistics/interval';
import type { BaselineRule } from './baselines';
import type { ExcessScale } from './excess-scale';
import type { Scorable } from './scorable/scorable';
import type { UndefinedMetric } from './scorable/undefined-metric';

/**
 * All that is particular to a metric. Everything else that knows metrics derives from the list of these (metrics.ts), and rules
 * whose code lies higher are named here: which of the ladder's bounds holds, which baseline a round is compared by.
 *
 * @typeParam S what its functions are given; lifted to any `Scorable` they refuse those of another task
 */
export type Metric<Name extends string = string, S = Scorable> = {
  readonly name: Name;
  /** For people. */
  readonly title: string;
  /** Where a line is narrow; none where the title is short itself. */
  readonly short?: string;
  /** What a score says, in a sentence or two for readers who don't know the metric, with the score of guessing and of perfection in braces. */
  readonly meaning: string;
  /** For `/methods/metrics`; `_{…}` stands below the line and `^{…}` above it. */
  readonly formula: string;
  /** Its definition, in a sentence or two, with its source. */
  readonly note: string;
  /** What is scored, as forms name it. */
  readonly group: 'classes' | 'regression' | 'text';
  readonly tasks: readonly Task[];
  /** What a prediction file must hold. Classes can be read off probabilities, not the other way round. */
  readonly needs: 'classes' | 'probabilities' | 'numbers' | 'texts';
  readonly direction: Direction;
  /** Lowest and highest value, infinite where there is no bound. */
  readonly range: readonly [low: number, high: number];
  /** The score, always finite; a refusal where it has no value. Throws nothing. */
  readonly compute: Compute<S, number>;
  readonly outcomes: Outcomes<S>;
  readonly itemComparison: ItemComparison<S>;
  readonly limits: ScoreLimits<S>;
  /** The test of two models for independent items: exact McNemar, or the paired t test. Reasons and sources: decision 0018. */
  readonly pairTest: 'mcnemar' | 'mcnemar-of-positives' | 'paired-t';
  /** The degrees of freedom of its Student's t, in intervals and in the paired t test, for independent items. */
  readonly degrees: DegreesRule;
  /**
   * Values that the paired t test compares in the place of outcomes, where their mean isn't what the metric says: the score plus each
   * item's influence on it, with the score as its mean. Null for a metric whose outcomes are compared.
   */
  readonly computePseudoValues: Compute<S, Float64Array> | null;
  /**
   * What one unit more of the mean of the compared values is worth in the score, from one model to another, without its sign. None for
   * a metric whose score that mean is.
   */
  readonly worthOfMean?: (first: ScoredMean, second: ScoredMean) => number;
  /**
   * What the score divides that mean by: of each item from its label alone, so that all models share it. It is of a sample too, and
   * widens the limits of a difference. None for a metric that divides by nothing that is drawn.
   */
  readonly computeYardstick?: (labels: Float64Array) => Float64Array;
  /** Of a metric of the confusion matrix the pseudo-value that an item of any label and any predicted class has, given these items. */
  readonly explainClasses: Compute<S, ExplainClasses> | null;
  /** Null for a metric of which no ladder is known to keep its level: its benchmarks are `final-only`. */
  readonly ladder: LadderRule | null;
  /** The best constant answer by which one round's test set is compared with the next. */
  readonly baseline: BaselineRule;
  /** Whether a constant prediction has the same score on every set, so that the check says why it looks at another metric. */
  readonly scoresConstantsAlike: boolean;
  /** What the check of a round's size says of the final interval: as wide as that of a share, of a share of few items, or nothing. */
  readonly intervalWidth: 'of-a-share' | 'of-classes' | 'unknown';
  /** The scale of its gap and drop; null where neither is measured. */
  readonly excessScale: ExcessScale | null;
  /** Where its probit shifts from round to round, so that scores can be equated: see `hasProbitScale`. */
  readonly probitScale: 'always' | 'of-two-classes' | 'never';
  /** The score that knowing nothing has on every round, easy or hard: it is no mark and isn't equated. Null where there is none. */
  readonly chanceScore: number | null;
  /** Whether its digits tell single labels, so that it is never answered exactly: see `decideBenchmarkRules`. */
  readonly digitsTellLabels: boolean;
  /** Whether it clips probabilities by the benchmark's setting. */
  readonly isClipped: boolean;
  /** Whether it sees of the predictions their order alone, so that they need not be in any unit. */
  readonly seesOrderAlone: boolean;
  /**
   * All that it sees of a text, where texts are right or wrong: two of which it is the same (`===`) are right or wrong together,
   * whatever the label; undefined is wrong. Null where they may be partly right, and for other tasks.
   */
  readonly readAnswer: ((answer: string) => string | number | undefined) | null;
  /** Which labels of texts it can compare with. Null where it takes all. */
  readonly labelRule: LabelRule | null;
};

/** A model's score, and the mean of the values that it is compared by. */
export type ScoredMean = { readonly score: number; readonly mean: number };

export type Compute<S, Value> = (s: S) => Result<Value, UndefinedMetric>;

/**
 * What each item contributed, in the order of the items. Refuses for want of the probabilities it needs, and wherever `compute` does
 * if it is made of the score; labels that lack a class are no obstacle to the others.
 */
export type Outcomes<S> = {
  readonly compute: Compute<S, Float64Array>;
  /** Whether each is 0 or 1, or any number. */
  readonly kind: 'zero-one' | 'real';
  /** Which outcomes are better; not the metric's direction for κ, R² and the like, whose outcomes are losses. */
  readonly direction: Direction;
  /** Whether the metric is their mean; otherwise it rises or falls with them, or they are only what it is made of. */
  readonly isMean: boolean;
  /** Whether each is the distance of a number from the label, which two files change by no more than they differ. */
  readonly isDistance: boolean;
};

/**
 * By what two models are compared on a single item: by their outcomes there, or by other values where outcomes are of all items
 * together. A pseudo-value is: it holds the model's whole score, so that a model without a flaw may have a lower one than another.
 * No model can do better on any item than one that is always right, which a test asks of every metric.
 */
export type ItemComparison<S> =
  | { readonly by: 'outcomes' }
  | {
      readonly by: 'merits';
      /** In the order of the items. Refuses as the metric does. */
      readonly compute: Compute<S, Float64Array>;
      readonly direction: Direction;
      /** For people, behind “A model does better on an item if”. */
      readonly meaning: string;
    }
  /** No number is an item's own; why, for people, as a sentence. */
  | { readonly by: 'nothing'; readonly reason: string };

/** The index of each item's group, null for independent items; and the name of the random stream. */
export type Sampled = { readonly groups: Int32Array | null; readonly seed: string };

/** 95 % limits of the score of one item or more. They refuse as the metric does, or give limits that a refused score has no use for. */
export type ScoreLimits<S> = {
  /** For independent items. */
  readonly method: ScoreIntervalMethod;
  /**
   * Of independent items, or of items in two or more groups, which are sampled as wholes. Bootstraps use the seed, the others ignore it.
   * Null where no limits hold: errors that are all alike, or a constant prediction whose score is the same on every sample.
   */
  readonly compute: (s: S, sampled: Sampled) => Result<MethodLimits | null, UndefinedMetric>;
  /** Whether limits are unreliable while few items have the wrong class on top: nothing tells yet what a confident error costs. */
  readonly needsWrongClasses: boolean;
  /** Whether outcomes are squared errors, of which a few may make most of the score. */
  readonly hasHeavyTails: boolean;
};

export type ExplainClasses = (label: number, predicted: number) => number;

/** By what a ladder decides that one file is better than another by this metric; code and reasons in lib/core/feedback/ladder. */
export type LadderRule = {
  /** Of independent items; of items in groups it is guarded z. */
  readonly test: LadderTest;
  /** What an item could lose that was not drawn, by the name of its bound; see `findUnitLosses`. */
  readonly losses: LossBound;
  /** The best constant answer, where that isn't the commonest class or text, the class shares or the mean; see `findBaselineAnswer`. */
  readonly constant?: 'positive-class' | 'median' | 'median-of-ratios';
};

/**
 * - `mcnemar`: exact, on hits; `mcnemar-of-positives` on those among the items of the positive class.
 * - `guarded-z`: z of the paired pseudo-values or losses, and z′, by which they outweigh one more loss than was drawn.
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
  /** Whether it can compare answers with a label of these accepted texts. */
  readonly fits: (accepted: readonly string[]) => boolean;
  /** What a label lacks that doesn't fit, if the metric has no value with it; null if such a label has nothing left to compare. */
  readonly refusal: string | null;
};
