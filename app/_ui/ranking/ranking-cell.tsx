import type { ReactNode } from 'react';
import { boxOfColumn, type ColumnBoxes, type RankingColumn } from './ranking-column';

/** On a phone a row is a small weather report: its cells flow, and each number is named. */
const cellClasses =
  'h-45 border-b border-rule align-middle max-phone:w-auto max-phone:border-b-0 max-phone:p-0';
const numberOnPhone =
  'max-phone:h-auto max-phone:text-left max-phone:text-small/[1.5] max-phone:before:text-ink-3 max-phone:before:content-[attr(data-label)_"_"]';

/** What a column's cells have beyond its box. */
const looks: Readonly<Record<RankingColumn, string>> = {
  pick: 'max-phone:h-auto max-phone:flex-[0_0_auto] max-phone:self-center',
  rank: 'font-serif text-[1.1875rem]/[1] font-medium font-stretch-normal normal-nums tracking-[-0.01em] whitespace-nowrap max-phone:h-auto max-phone:flex-[0_0_auto]',
  model: 'max-phone:h-auto max-phone:flex-[1_1_0] max-phone:min-w-0',
  score: 'max-phone:h-auto',
  // As high as its row, so that the leader's water has no gaps.
  plot: 'relative forced-color-adjust-none max-phone:-mx-8 max-phone:h-30 max-phone:flex-[1_0_calc(100%+16px)]',
  evidence: 'text-small/inherit max-phone:h-auto',
  secondary: numberOnPhone,
  used: numberOnPhone,
  gap: numberOnPhone,
  equated: `max-phone:empty:hidden ${numberOnPhone}`,
  last: `max-phone:empty:hidden ${numberOnPhone}`,
  submitted: numberOnPhone,
};

/** @param label names a number where the table has no head, on a phone */
export function RankingCell({
  column,
  boxes,
  label,
  tone = '',
  testId,
  children,
}: {
  column: RankingColumn;
  boxes: ColumnBoxes;
  label?: string;
  tone?: string;
  testId?: string;
  children: ReactNode;
}) {
  const classes = [cellClasses, boxOfColumn(column, boxes), looks[column], tone].filter(Boolean).join(' ');
  if (column === 'model')
    return (
      <th scope="row" className={classes}>
        {children}
      </th>
    );
  return (
    <td className={classes} data-label={label} data-testid={testId}>
      {children}
    </td>
  );
}
