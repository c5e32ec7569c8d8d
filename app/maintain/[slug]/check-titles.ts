import type { CheckName } from '@/lib/core/round/checks/check';

/** What each check before sealing looks at, in plain words. */
export const checkTitles: Readonly<Record<CheckName, string>> = {
  size: 'Size of the test set',
  label_schema: 'Labels fit the task',
  label_leak: 'Input columns that give the label away',
  columns: 'Input columns like those of the last round',
  class_balance: 'Labels like those of the last round',
  duplicates: 'Items that occur twice',
  overlap: 'Items of earlier rounds',
  order: 'Order of the rows and labels',
  ids: 'Ids and labels',
  dates: 'Dates are later than those before',
  baseline: 'Simple baselines stay simple',
  slices: 'Slices have scores of their own',
};
