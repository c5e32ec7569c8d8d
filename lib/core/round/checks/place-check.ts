import { itemsForFeedbackMin } from '../../planner/plan-round';
import { sliceAssociationMax } from '../slices';
import {
  blockFrom,
  type Check,
  type CheckName,
  type CheckScale,
  formatCount,
  formatShare,
  type PlacedCheck,
  scaleAround,
  scaleCounts,
  scaleRoot,
  scaleTo,
  toWholePercent,
  warnFrom,
} from './check';
import { toleranceMin } from './check-baseline';
import { distanceMax, meanDifferenceMax, sdRatioMax } from './check-class-balance';
import { olderShareMax } from './check-dates';
import { contradictedShareMax, surplusShareMax } from './check-duplicates';
import { strengthMax } from './check-label-leak';
import { repeatedShareMax } from './check-label-schema';
import { blockEffectSize } from './check-order';
import { excessShareMax, surpriseCount } from './check-overlap';
import { finalItemsAdvisedMin, finalItemsMin } from './check-size';

/**
 * Places a check's main figure on its scale, with the bounds from which it warns or blocks. Uses only the numbers in the
 * check's result. A bound that also depends on chance is drawn at its minimum, and its text says so.
 * @param itemCount number of items in the test set
 */
export const placeCheck = (
  { name, numbers }: Pick<Check, 'name' | 'numbers'>,
  itemCount: number,
): PlacedCheck => placeOf[name](numbers, itemCount) ?? { figure: '–', axis: null, bounds: [] };

type Numbers = Check['numbers'];

/** Places the main figure of one check; undefined if the check had nothing to compare. */
type Place = (numbers: Numbers, itemCount: number) => PlacedCheck | undefined;

const placeOf: Readonly<Record<CheckName, Place>> = {
  size: placeSize,
  label_schema: (numbers) => placeClassCount(numbers) ?? placeUnfit(numbers) ?? placeRepeated(numbers),
  label_leak: placeLeaks,
  columns: placeColumns,
  class_balance: (numbers) => placeLost(numbers) ?? placeDistance(numbers) ?? placeMoments(numbers),
  duplicates: placeDuplicates,
  overlap: placeOverlap,
  order: placeEffectSize,
  ids: placeEffectSize,
  dates: placeDates,
  baseline: placeBaseline,
  slices: placeSlices,
};

const percent = (share: number) => `${share} %`;

function placeSize({ item_count, feedback_count, final_count }: Numbers): PlacedCheck | undefined {
  if (item_count === undefined || feedback_count === undefined || final_count === undefined) return;
  // A small test set warns too; the bound on its size is converted to a number of final items.
  const finalOfFew = itemsForFeedbackMin - Math.round((itemsForFeedbackMin * feedback_count) / item_count);
  const enough = Math.max(finalItemsAdvisedMin, finalOfFew);
  const scale = scaleCounts(final_count, 10_000);
  const [block, warn] = [scale(finalItemsMin), scale(enough)];
  return {
    figure: formatCount(final_count),
    axis: { at: scale(final_count), zones: [blockFrom(0, block), warnFrom(block, warn)] },
    bounds: [`warn under ${formatCount(enough)} final`, `block under ${finalItemsMin}`],
  };
}

/** Places a share in whole per cent; above `max` per cent the check warns. */
function placePercent(value: number, max: number, high: number, bounds: readonly string[]): PlacedCheck {
  const scale = scaleTo(value, high);
  return { figure: percent(value), axis: { at: scale(value), zones: [warnFrom(scale(max))] }, bounds };
}

function placeClassCount({ class_count, missing_count }: Numbers): PlacedCheck | undefined {
  if (class_count === undefined || missing_count === undefined) return;
  const scale = scaleTo(missing_count, class_count);
  return {
    figure: missing_count === 0 ? 'fits' : `${missing_count} missing`,
    axis: { at: scale(missing_count), zones: [warnFrom(scale(0.5))] },
    bounds: ['warn from 1 missing class'],
  };
}

/** Places the share of labels that are outliers, or that the metric can't compare, if there are any. */
function placeUnfit({ outlier_percent = 0, unfit_percent = 0 }: Numbers): PlacedCheck | undefined {
  const value = Math.max(outlier_percent, unfit_percent);
  if (value === 0) return;
  return placePercent(value, 0.5, 10, [
    outlier_percent > 0 ? 'warn from 1 outlier' : 'warn from 1 unfit label',
  ]);
}

function placeRepeated({ repeated_percent }: Numbers): PlacedCheck | undefined {
  if (repeated_percent === undefined) return;
  const max = toWholePercent(repeatedShareMax);
  return placePercent(repeated_percent, max, 100, [`warn over ${max} % alike`]);
}

function placeLeaks({ leaking_column_count, strongest_percent = 0 }: Numbers): PlacedCheck | undefined {
  if (leaking_column_count === undefined) return;
  const scale = scaleTo(strongest_percent, 100);
  const isFixed = leaking_column_count > 0;
  return {
    figure: isFixed ? formatCount(leaking_column_count) : percent(strongest_percent),
    axis: {
      at: isFixed ? 1 : scale(strongest_percent),
      zones: [(isFixed ? blockFrom : warnFrom)(scale(100 * strengthMax))],
    },
    bounds: [
      'block if a column fixes the label',
      `warn over ${toWholePercent(strengthMax)} %, or far more than other columns or the last round`,
    ],
  };
}

function placeColumns({ fault_count, drift_count = 0, stray_count = 0 }: Numbers): PlacedCheck | undefined {
  if (fault_count === undefined) return;
  const worst = fault_count || drift_count || stray_count;
  const scale = scaleTo(worst, 5);
  const doubt = drift_count > 0 ? `${drift_count} drifted` : `${stray_count} with words`;
  return {
    figure: fault_count > 0 ? `${fault_count} at fault` : worst > 0 ? doubt : 'fit',
    axis: {
      at: scale(worst),
      zones: [fault_count > 0 ? blockFrom(scale(0.5)) : warnFrom(scale(0.5))],
    },
    bounds: ['block if columns differ', 'warn if values have drifted, or numbers are words'],
  };
}

function placeLost({ lost_class_count = 0 }: Numbers): PlacedCheck | undefined {
  if (lost_class_count === 0) return;
  const scale = scaleTo(lost_class_count, 5);
  return {
    figure: `${lost_class_count} lost`,
    axis: { at: scale(lost_class_count), zones: [warnFrom(scale(0.5))] },
    bounds: ['warn from 1 lost class'],
  };
}

function placeDistance({ total_variation_percent }: Numbers): PlacedCheck | undefined {
  if (total_variation_percent === undefined) return;
  const max = toWholePercent(distanceMax);
  return placePercent(total_variation_percent, max, 4 * max, [`warn over ${max} %`, 'if beyond chance']);
}

function placeMoments({ mean_difference, sd_percent }: Numbers): PlacedCheck | undefined {
  if (mean_difference === undefined || sd_percent === undefined) return;
  const [low, high] = [toWholePercent(1 / sdRatioMax), toWholePercent(sdRatioMax)];
  if (sd_percent < low || sd_percent > high) {
    const scale = scaleTo(sd_percent, 200);
    return {
      figure: percent(sd_percent),
      axis: { at: scale(sd_percent), zones: [warnFrom(0, scale(low)), warnFrom(scale(high))] },
      bounds: [`warn outside ${low}–${high} %`],
    };
  }
  const scale = scaleAround(mean_difference, 3 * meanDifferenceMax);
  const zones = [warnFrom(0, scale(-meanDifferenceMax)), warnFrom(scale(meanDifferenceMax))];
  return {
    figure: mean_difference.toFixed(2).replace('-', '−'),
    axis: { at: scale(mean_difference), zones },
    bounds: [`warn beyond ±${meanDifferenceMax.toFixed(2)}`, 'if beyond chance'],
  };
}

function placeDuplicates({
  item_count,
  distinct_count,
  contradicted_percent,
}: Numbers): PlacedCheck | undefined {
  if (!item_count || distinct_count === undefined) return;
  const share = (item_count - distinct_count) / item_count;
  const contradictedMax = toWholePercent(contradictedShareMax);
  if (share <= surplusShareMax && (contradicted_percent ?? 0) > contradictedMax)
    return placePercent(contradicted_percent ?? 0, contradictedMax + 0.5, 5, [
      `warn over ${contradictedMax} %`,
      'with two labels',
    ]);
  const max = toWholePercent(surplusShareMax);
  return {
    ...placePercent(100 * share, max, 4 * max, [`warn over ${max} % copies`]),
    figure: formatShare(share),
  };
}

const overlapKinds = ['worst_equal', 'worst_near', 'all_equal', 'all_near'] as const;

/**
 * Places the overlap that exceeds its expectation most: of equal or near-equal inputs, with one earlier round or with all
 * together.
 */
function placeOverlap(numbers: Numbers, itemCount: number): PlacedCheck | undefined {
  const found = overlapKinds.flatMap((kind) => {
    const [count, byChance] = [numbers[`${kind}_count`], numbers[`${kind}_by_chance`]];
    return count === undefined || byChance === undefined ? [] : [{ count, byChance }];
  });
  const [first, ...others] = found;
  if (!first) return;
  const { count, byChance } = others.reduce(
    (a, b) => (b.count - b.byChance > a.count - a.byChance ? b : a),
    first,
  );
  const blocking = byChance + Math.ceil(Math.max(excessShareMax * itemCount, surpriseCount));
  const scale = scaleTo(count, 2 * blocking);
  return {
    figure: formatCount(count),
    axis: {
      at: scale(count),
      zones: [warnFrom(scale(byChance + 0.5), scale(blocking)), blockFrom(scale(blocking))],
    },
    bounds: [
      byChance === 0 ? 'warn from 1' : `warn clearly above ${formatCount(byChance)}`,
      `block above ${formatCount(blocking)}`,
    ],
  };
}

function placeEffectSize({ effect_size }: Numbers): PlacedCheck | undefined {
  if (effect_size === undefined) return;
  const scale: CheckScale = scaleRoot;
  const blocking = scale(blockEffectSize);
  return {
    figure: effect_size.toFixed(2),
    axis: { at: scale(effect_size), zones: [warnFrom(0.02, blocking), blockFrom(blocking)] },
    bounds: [
      '0: no association, 1: complete',
      'warn on any association',
      `block from ${blockEffectSize.toFixed(2)}`,
    ],
  };
}

function placeDates({ dated_count, older_count, last_round }: Numbers): PlacedCheck | undefined {
  if (!dated_count || older_count === undefined || last_round === undefined) return;
  const share = older_count / dated_count;
  const scale = scaleTo(share, 1);
  const most = scale(olderShareMax);
  return {
    figure: formatShare(share),
    axis: { at: scale(share), zones: [warnFrom(0.005, most), blockFrom(most)] },
    bounds: ['warn from 1 older item', `block over ${toWholePercent(olderShareMax)} %`],
  };
}

function placeBaseline({
  baseline_percent,
  lowest_percent,
  highest_percent,
}: Numbers): PlacedCheck | undefined {
  if (baseline_percent === undefined) return;
  const figure = percent(baseline_percent);
  if (lowest_percent === undefined || highest_percent === undefined)
    return { figure, axis: null, bounds: ['no earlier round'] };
  const tolerance = toWholePercent(toleranceMin);
  const [low, high] = [lowest_percent - tolerance, highest_percent + tolerance];
  const scale = scaleTo(Math.max(baseline_percent, high), 100);
  return {
    figure,
    axis: { at: scale(baseline_percent), zones: [warnFrom(0, scale(low)), warnFrom(scale(high))] },
    bounds: [`warn outside ${low}–${high} %`, 'if beyond chance'],
  };
}

/** Places the association of the slice column that is most associated with the label. */
function placeSlices({ association }: Numbers): PlacedCheck | undefined {
  if (association === undefined) return;
  return {
    figure: association.toFixed(2),
    axis: { at: association, zones: [warnFrom(sliceAssociationMax)] },
    bounds: [`waits for the reveal above ${sliceAssociationMax.toFixed(2)}`],
  };
}
