/** A tick or a dot with its words. */
export const choiceClasses =
  'flex cursor-pointer items-start gap-10 py-6 text-data has-disabled:cursor-not-allowed has-disabled:text-ink-3';

export const tickClasses = 'mt-2 size-16 flex-none accent-sea';
