import type { MaintainedRoundView } from '@/lib/contracts/round';
import { itemsForFeedbackMin } from '@/lib/core/planner/plan-round';
import { type Check, type CheckName, listBlocking } from '@/lib/core/round/checks/check';
import { surplusShareMax } from '@/lib/core/round/checks/check-duplicates';
import { finalItemsAdvisedMin, finalItemsMin } from '@/lib/core/round/checks/check-size';
import { findChannelToExplain, type LeakChannel } from '@/lib/core/round/checks/order/order-test';

type CheckInWords = { readonly wrong: string; readonly todo: string };

type Reported = Pick<Check, 'outcome' | 'numbers'>;

/**
 * The fault that a check found and its remedy; null for a passed check. Made of outcome and numbers only, which reveal no
 * single item.
 */
export const explainCheck = ({ name, ...reported }: Reported & Pick<Check, 'name'>): CheckInWords | null =>
  reported.outcome === 'pass' ? null : explanations[name](reported);

/** True if a check's detail names the columns or classes that its explanation speaks of. */
export const isNamedInDetail = ({ name, numbers }: Pick<Check, 'name' | 'numbers'>): boolean =>
  ['label_leak', 'columns', 'slices'].includes(name) || (numbers.missing_count ?? 0) > 0;

const explanations: Readonly<Record<CheckName, (reported: Reported) => CheckInWords>> = {
  size: explainSize,
  label_schema: explainLabels,
  label_leak: ({ outcome }) =>
    outcome === 'block'
      ? {
          wrong:
            'An input column alone fixes the label, so participants could read the labels off the published inputs.',
          todo: 'Remove the column, and upload the file again. Two maintainers can overrule this on the draft’s page, with a public reason.',
        }
      : {
          wrong: 'Input columns reveal the label, or much more of it than honest columns usually do.',
          todo: 'Remove the column if it was made from the label, or is known only after it.',
        },
  columns: ({ outcome, numbers: { stray_count = 0, drift_count = 0 } }) =>
    outcome !== 'block' && stray_count > 0 && drift_count === 0
      ? {
          wrong: 'A column of numbers has values that are no numbers.',
          todo: 'Leave such cells empty, or give the numbers. Models may fail on words.',
        }
      : {
          wrong: 'The values of some input columns are distributed differently from the last round.',
          todo: 'Check whether a unit, a code or the source has changed. A natural change over time is fine.',
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
    wrong: describeLeak(numbers, rowLeaks) ?? 'The order of the rows reveals labels.',
    todo: 'Shuffle the rows, and upload the file again.',
  }),
  ids: ({ numbers }) => ({
    wrong: describeLeak(numbers, idLeaks) ?? 'The ids reveal labels.',
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
  // In the other case all labels fit the ranking's metric and none is too frequent, so the reason is that a secondary metric
  // can't use some labels.
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

/** Texts for leak channels (ways in which labels can be guessed) of the row order. The other channels concern only ids. */
const rowLeaks: Readonly<Partial<Record<LeakChannel, string>>> = {
  rise: 'Labels change from the first rows to the last, so the order of the rows reveals them.',
  blocks: 'One label gathers in a stretch of the rows, so the order of the rows reveals it.',
  parity: 'Every second row has one label more often than the others, so the order of the rows reveals it.',
  period:
    'A label repeats at regular distances, such as in every third row, so the order of the rows reveals it.',
  neighbours: 'Rows beside each other are alike, or unlike, too often, so one label predicts the next.',
  distances: 'Rows at a fixed distance are alike, or unlike, too often, so one label predicts another.',
};

const idOrderLeak = 'The ids reveal labels: by their order, or by the numbers in them.';

const idLeaks: Readonly<Record<LeakChannel, string>> = {
  label: 'The ids contain the labels.',
  rise: idOrderLeak,
  blocks: idOrderLeak,
  parity: 'The ids reveal labels: those with even numbers have other labels than those with odd ones.',
  period: 'The ids reveal labels: a label repeats at regular numbers, such as every third.',
  neighbours: idOrderLeak,
  distances: idOrderLeak,
  character: 'The ids reveal labels: by a character in them.',
  length: 'The ids reveal labels: by their length.',
  digit_sum: 'The ids reveal labels: by the sum of their digits.',
};

/** Describes the simplest of the strongest leak channels (ways in which labels can be guessed), if the report names any. */
function describeLeak(
  numbers: Reported['numbers'],
  channelTexts: Readonly<Partial<Record<LeakChannel, string>>>,
): string | null {
  const channel = findChannelToExplain(numbers);
  return (channel && channelTexts[channel]) ?? null;
}

export const checkTitles: Readonly<Record<CheckName, string>> = {
  size: 'Size of the test set',
  label_schema: 'Labels fit the task',
  label_leak: 'Input columns that reveal the label',
  columns: 'Input columns like those of the last round',
  class_balance: 'Labels like those of the last round',
  duplicates: 'Items that occur twice',
  overlap: 'Items of earlier rounds',
  order: 'Order of the rows and labels',
  ids: 'Ids and labels',
  dates: 'Dates after those of the last round',
  baseline: 'Score of a constant prediction',
  slices: 'Scores by slice',
};

export type Sealable = 'ready' | 'checking' | 'has-problems' | 'blocked';

/** Decides whether a draft can be sealed with new ids, by the same rule as the seal itself. */
export function decideSealable({ check }: Pick<MaintainedRoundView, 'check'>): Sealable {
  if (check === null) return 'checking';
  if (check.problem_count > 0) return 'has-problems';
  return listBlocking(check.checks, { drawsIds: true }).length > 0 ? 'blocked' : 'ready';
}

type Report = MaintainedRoundView['check'];

/** Says in a sentence that a draft can be sealed, or why it can't yet. */
export function describeDraft(check: Report): string {
  if (check === null) return 'The scorer is checking its test set.';
  if (check.problem_count > 0)
    return check.problem_count === 1
      ? 'One problem in its file prevents the seal.'
      : `${check.problem_count} problems in its file prevent the seal.`;
  const blocking = listBlocking(check.checks, { drawsIds: false });
  const [first, ...others] = listBlocking(check.checks, { drawsIds: true });
  if (first && blocking.length > 1 + others.length)
    return `${blocking.length} checks block the seal; new ids fix one of them.`;
  if (first && others.length > 0) return `${blocking.length} checks block the seal.`;
  if (first) return `One check blocks the seal: ${lowerFirst(checkTitles[first])}.`;
  if (blocking.length > 0) return 'Its ids reveal the labels: it can be sealed with pseudonymous ids.';
  const doubtful = check.checks.filter(({ outcome }) => outcome === 'warn').length;
  if (doubtful === 0) return 'Every check passes: it can be sealed.';
  return doubtful === 1
    ? 'One check is for you to judge; it can be sealed.'
    : `${doubtful} checks are for you to judge; it can be sealed.`;
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

/** The outcome of all checks in two or three words. */
export function summariseChecks(check: Report): string {
  if (check === null) return 'in progress';
  if (check.problem_count > 0)
    return `${check.problem_count} ${check.problem_count === 1 ? 'problem' : 'problems'} in the file`;
  const countOf = (wanted: string) => check.checks.filter(({ outcome }) => outcome === wanted).length;
  const [block, warn] = [countOf('block'), countOf('warn')];
  const parts = [
    ...(block > 0 ? [`${block} ${block === 1 ? 'check blocks' : 'checks block'}`] : []),
    ...(warn > 0 ? [`${warn} ${warn === 1 ? 'warns' : 'warn'}`] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'all pass';
}
