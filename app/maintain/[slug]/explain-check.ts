import type { Check, CheckName } from '@/lib/core/round/checks/check';
import { surplusShareMax } from '@/lib/core/round/checks/check-duplicates';
import { finalItemsAdvisedMin, finalItemsMin, itemsForFeedbackMin } from '@/lib/core/round/checks/check-size';
import { findChannelToExplain, type LeakChannel } from '@/lib/core/round/checks/order/order-test';

/** A check in plain words. */
export type CheckInWords = { readonly wrong: string; readonly todo: string };

type Reported = Pick<Check, 'outcome' | 'numbers'>;

/** What is wrong, and what to do about it; null of what passes. By outcome and numbers alone, which tell nothing of an item. */
export const explainCheck = ({ name, ...told }: Reported & Pick<Check, 'name'>): CheckInWords | null =>
  told.outcome === 'pass' ? null : explanations[name](told);

const explanations: Readonly<Record<CheckName, (told: Reported) => CheckInWords>> = {
  size: explainSize,
  label_schema: explainLabels,
  label_leak: ({ outcome }) =>
    outcome === 'block'
      ? {
          wrong:
            'An input column alone fixes the label, so participants could read the labels off the published inputs.',
          todo: 'Remove the column, and upload the file again.',
        }
      : {
          wrong: 'An input column, or two together, reveal nearly all of the label.',
          todo: 'Remove the column if it was made from the label, or is known only after it.',
        },
  columns: ({ outcome, numbers: { stray_count = 0, drift_count = 0 } }) =>
    outcome !== 'block' && stray_count > 0 && drift_count === 0
      ? {
          wrong: 'A column of numbers has values that are no numbers.',
          todo: 'Leave such cells empty, or give the numbers. Models may fail on words.',
        }
      : outcome === 'block'
        ? {
            wrong: 'The input columns aren’t those of the last round, or of the benchmark’s features.',
            todo: 'Name the columns as before. Models of earlier rounds can’t run on others.',
          }
        : {
            wrong: 'The values of some input columns are distributed differently from the last round.',
            todo: 'Check whether a unit, a code or the source has changed. A natural change over time may stay.',
          },
  class_balance: explainBalance,
  duplicates: explainDuplicates,
  overlap: ({ outcome }) => ({
    wrong: `${outcome === 'block' ? 'Too many' : 'Some'} items were in an earlier round, and models may have learnt them.`,
    todo:
      outcome === 'block'
        ? 'Replace them by new ones.'
        : 'Replace them, unless items of equal inputs are usual where they come from.',
  }),
  order: ({ numbers }) => ({
    wrong: describeLeak(numbers, ofRows) ?? 'The order of the rows reveals labels.',
    todo: 'Shuffle the rows, and upload the file again.',
  }),
  ids: ({ numbers }) => ({
    wrong: describeLeak(numbers, ofIds) ?? 'The ids reveal labels.',
    todo: 'Let the sealing give the items new ids, or upload meaningless ids.',
  }),
  dates: ({ outcome }) => ({
    wrong: `${outcome === 'block' ? 'Most' : 'Some'} items are older than the newest of the last round.`,
    todo:
      outcome === 'block'
        ? 'Check whether this is an older file.'
        : 'Remove them if participants may have trained on them.',
  }),
  slices: ({ numbers: { waiting_count = 0 } }) =>
    waiting_count > 0
      ? {
          wrong:
            'A slice column follows the label, so its scores would be close to scores of single classes.',
          todo: 'Its scores are published at the reveal. Choose another column to have them with the ranking.',
        }
      : {
          wrong: 'Some slice values have so few items that they will be shown together as “other”.',
          todo: 'Merge values if you would rather name the groups yourself.',
        },
  baseline: () => ({
    wrong: 'A constant prediction has another score here than in earlier rounds.',
    todo: 'Check whether items were chosen in another way: this round is easier or harder than those.',
  }),
};

function explainSize({
  numbers: { item_count = 0, feedback_count = 0, final_count = 0, reported_percent },
}: Reported): CheckInWords {
  if (final_count < finalItemsMin)
    return {
      wrong: 'The final split has so few items that no score could have an interval.',
      todo: 'Add items, or lower the feedback share.',
    };
  if (reported_percent === 0 && item_count >= itemsForFeedbackMin)
    return {
      wrong: 'The feedback split is so small that better models are hardly ever reported.',
      todo: 'Raise the feedback share, or set it to 0, so that all items decide the ranking.',
    };
  if (feedback_count > 0 && item_count >= itemsForFeedbackMin)
    return {
      wrong: 'The final split is so small that only large differences of models are significant.',
      todo: `Add items, or lower the feedback share: ${finalItemsAdvisedMin} final items are needed for that.`,
    };
  if (feedback_count > 0)
    return {
      wrong: 'There are too few items for two splits.',
      todo: 'Add items, or set the feedback share to 0, so that all of them decide the ranking.',
    };
  return {
    wrong: 'With so few items models are seldom significantly different.',
    todo: `Add items: below ${finalItemsAdvisedMin} final ones only large differences of models are significant.`,
  };
}

function explainLabels({ outcome, numbers }: Reported): CheckInWords {
  const { missing_count = 0, outlier_percent = 0, unfit_percent, repeated_percent } = numbers;
  if (missing_count > 0)
    return {
      wrong: `${missing_count === 1 ? 'A class' : 'Some classes'} of the benchmark never ${missing_count === 1 ? 'occurs' : 'occur'}.`,
      todo: 'Check whether a part of the file is missing.',
    };
  if (outcome === 'block' && unfit_percent === undefined && repeated_percent === 100)
    return {
      wrong: 'All labels are the same number, so there is nothing to predict.',
      todo: 'Check whether the right column is named label.',
    };
  if (outlier_percent > 0)
    return {
      wrong: 'Some labels are far from all others.',
      todo: 'Look for another unit, or for a number such as 9999 that means a missing value.',
    };
  // Where all labels fit the metric that ranks, and no answer is too common, it is another metric that can't compare some.
  if (unfit_percent !== undefined && (unfit_percent > 0 || (repeated_percent ?? 0) <= 50))
    return {
      wrong: 'Some labels can’t be compared with predictions by a metric.',
      todo: 'Correct or leave out those items.',
    };
  return {
    wrong: 'More than half of the items have the same label.',
    todo: 'Check whether it means a missing value.',
  };
}

function explainBalance({ outcome, numbers: { lost_class_count = 0 } }: Reported): CheckInWords {
  if (outcome === 'block')
    return {
      wrong: 'All items have the same label, so there is nothing to predict.',
      todo: 'Upload items of two labels or more.',
    };
  return lost_class_count > 0
    ? {
        wrong: 'A class of the last round no longer occurs.',
        todo: 'Check whether a part of the file is missing.',
      }
    : {
        wrong: 'The labels are distributed differently from the last round.',
        todo: 'Check whether the items come from the same source and were drawn in the same way.',
      };
}

function explainDuplicates({ numbers: { item_count = 1, distinct_count = 1 } }: Reported): CheckInWords {
  return (item_count - distinct_count) / item_count > surplusShareMax
    ? {
        wrong: 'Many items have the same input as another one, so they count several times.',
        todo: 'Remove repetitions, unless they are usual in the source of the items.',
      }
    : {
        wrong: 'Items with the same input have different labels, so no model can be right on all of them.',
        todo: 'Check whether an input column is missing.',
      };
}

/** What an order can show; the other ways are those of ids. */
const ofRows: Readonly<Partial<Record<LeakChannel, string>>> = {
  rise: 'Labels change from the first rows to the last, so the order of the rows reveals them.',
  blocks: 'One label gathers in a stretch of the rows, so the order of the rows reveals it.',
  parity: 'Every second row has one label more often than the others, so the order of the rows reveals it.',
  period:
    'A label comes back at regular distances, such as in every third row, so the order of the rows reveals it.',
  neighbours: 'Rows beside each other are alike, or unlike, too often, so one label predicts the next.',
  distances: 'Rows at a fixed distance are alike, or unlike, too often, so one label predicts another.',
};

const inOrder = 'The ids reveal labels: by their order, or by the numbers in them.';

const ofIds: Readonly<Record<LeakChannel, string>> = {
  label: 'The ids hold their labels.',
  rise: inOrder,
  blocks: inOrder,
  parity: 'The ids reveal labels: those with even numbers have other labels than those with odd ones.',
  period: 'The ids reveal labels: a label comes back at regular numbers, such as every third.',
  neighbours: inOrder,
  distances: inOrder,
  character: 'The ids reveal labels: by a character in them.',
  length: 'The ids reveal labels: by how long they are.',
  digit_sum: 'The ids reveal labels: by the sum of their digits.',
};

/** By the plainest way that tells them best, where the check has said which. */
function describeLeak(
  numbers: Reported['numbers'],
  ways: Readonly<Partial<Record<LeakChannel, string>>>,
): string | null {
  const way = findChannelToExplain(numbers);
  return (way && ways[way]) ?? null;
}
