import type { Excess } from '../freshness/excess';
import { adjustByHolm } from '../statistics/multiple-tests';

/** Whom a model's items are compared with: the round's frozen models, or where there are none those of all other team groups. */
export type GapReference = 'frozen' | 'others';

/** A model that is better on the items that answered than on those that didn't, beyond what others are. */
export type ModelGapFlag = {
  readonly kind: 'model-gap';
  readonly submission: string;
  readonly estimate: number;
  readonly standardError: number;
  readonly unit: Excess['unit'];
  readonly adjustedPValue: number;
  /** Ranked models that were tested, this one among them. */
  readonly modelCount: number;
  readonly reference: GapReference;
  readonly referenceCount: number;
};

/** The gap of a ranked model alone, as `computeGap` has it. */
export type MeasuredModel = {
  readonly submission: string;
  readonly gap: Excess;
  readonly reference: GapReference;
  readonly referenceCount: number;
};

/** The chance that a round of honest models has any such flag, as far as Student's t holds so far out. */
const level = 0.01;

/**
 * A flag for each model whose gap is significant after Holm over all of them, at 1 %. A gap is no proof of cheating: whoever was told often
 * has one too. It is what a community that hands the answers round comes to have, and no link shows.
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
