import type { Excess } from '../freshness/excess';
import { adjustByHolm } from '../statistics/multiple-tests';

/**
 * Models with which a single model's gap is compared: the round's frozen models, or all models of other team groups if no
 * model is frozen.
 */
export type GapReference = 'frozen' | 'others';

/** A model whose advantage on the feedback items over the final items exceeds that of other models. */
export type ModelGapFlag = {
  readonly kind: 'model-gap';
  readonly submission: string;
  readonly estimate: number;
  readonly standardError: number;
  readonly unit: Excess['unit'];
  readonly adjustedPValue: number;
  /** Number of ranked models that were tested, including this model. */
  readonly modelCount: number;
  readonly reference: GapReference;
  readonly referenceCount: number;
};

/** A ranked model with its gap (overfitting to feedback) by `computeGap`. */
export type MeasuredModel = {
  readonly submission: string;
  readonly gap: Excess;
  readonly reference: GapReference;
  readonly referenceCount: number;
};

/** Maximum chance that a round of honest models has any model-gap flag, as far as Student's t is accurate in its far tail. */
const level = 0.01;

/**
 * Flags each model whose gap is significant at 1 % with Holm's correction over all tested models. A gap is no proof of
 * cheating: much feedback alone causes a gap, and so does a community that shares its feedback without a visible link.
 */
export function flagModelGaps(
  models: readonly MeasuredModel[],
): readonly { subject: string; flag: ModelGapFlag }[] {
  const adjusted = adjustByHolm(Float64Array.from(models, ({ gap }) => gap.pValue));
  return models.flatMap(({ submission, gap, reference, referenceCount }, i) =>
    adjusted[i]! > level
      ? []
      : [
          {
            subject: submission,
            flag: {
              kind: 'model-gap',
              submission,
              estimate: gap.estimate,
              standardError: gap.standardError,
              unit: gap.unit,
              adjustedPValue: adjusted[i]!,
              modelCount: models.length,
              reference,
              referenceCount,
            },
          },
        ],
  );
}
