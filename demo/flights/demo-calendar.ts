/** Months of 2001 that become rounds, in this order. January's flights are public training data. */
export const ROUND_MONTHS = [2, 3, 4, 5, 6] as const;

const MONTH_NAMES = ['January', 'February', 'March', 'April', 'May', 'June'];

/** The title of a month, such as "February 2001". */
export const formatMonthTitle = (month: number): string => `${MONTH_NAMES[month - 1]} 2001`;

/** A month such as "2001-02". */
export const formatMonth = (month: number): string => `2001-${String(month).padStart(2, '0')}`;

/** Months from January on, such as "January 2001" or "January to March 2001". */
export const formatMonthSpan = (lastMonth: number): string =>
  lastMonth === 1 ? formatMonthTitle(1) : `January to ${formatMonthTitle(lastMonth)}`;
