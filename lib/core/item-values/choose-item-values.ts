import type { Direction } from '../benchmark';
import type { Metric } from '../metrics/metric';

/** By which numbers one item of two models is compared. */
export type ItemValuesRule = {
  readonly by: 'outcomes' | 'merits';
  /** Each is 1 for right or 0 for wrong. */
  readonly areRightOrWrong: boolean;
  readonly direction: Direction;
  /** Behind “A model does better on an item if”; null where an outcome says it. */
  readonly meaning: string | null;
};

/** As the metric's own object says; null where no number is an item's own. */
export function chooseItemValues({
  outcomes,
  itemComparison,
}: Pick<Metric, 'outcomes' | 'itemComparison'>): ItemValuesRule | null {
  switch (itemComparison.by) {
    case 'outcomes':
      return {
        by: 'outcomes',
        areRightOrWrong: outcomes.kind === 'zero-one',
        direction: outcomes.direction,
        meaning: null,
      };
    case 'merits': {
      const { by, direction, meaning } = itemComparison;
      return { by, areRightOrWrong: false, direction, meaning };
    }
    case 'nothing':
      return null;
  }
}
