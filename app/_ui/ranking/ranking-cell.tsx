import type { ReactNode } from 'react';
import { boxOfColumn, type ColumnBoxes, type RankingColumn } from './ranking-column';

/**
 * What all cells of a ranking have, said once by its body: twelve cells in each of a hundred rows would say it again and again. On a
 * phone a row is a small weather report of three lines: rank, name and score; the plot; and the rest, where each number is named. There a
 * long name has a line more; elsewhere it is cut at its column’s width, which a word without a break would widen. Notes between rows
 * reach through all columns.
 */
export const cellClasses =
  '[&>tr>:not([colspan])]:border-b-rule [&>tr>:not([colspan])]:align-middle [&>tr>:not([colspan])]:not-max-phone:h-45 [&>tr>:not([colspan])]:not-max-phone:border-b [&>tr>:not([colspan])]:max-phone:w-auto [&>tr>:not([colspan])]:max-phone:p-0 **:data-label:max-phone:order-4 **:data-label:max-phone:text-left **:data-label:max-phone:text-small/[1.5] **:data-label:max-phone:before:text-ink-3 **:data-label:max-phone:before:content-[attr(data-label)_"_"] [&_th]:max-w-232 [&_th]:max-wide:max-w-172 [&_th]:max-phone:max-w-none [&_th>a]:max-phone:line-clamp-2 [&_th>a]:max-phone:wrap-anywhere [&_th>a]:max-phone:whitespace-normal';

/** What a column's cells have beyond its box. What two lines of a phone's row share has no box of its own there. */
const looks: Readonly<Record<RankingColumn, string>> = {
  pick: 'max-phone:flex-[0_0_auto] max-phone:self-center',
  rank: 'font-serif text-[1.1875rem]/[1] font-medium font-stretch-normal normal-nums tracking-[-0.01em] whitespace-nowrap max-phone:contents',
  model: 'max-phone:flex-[1_1_0] max-phone:min-w-0',
  score: 'max-phone:contents',
  // As high as its row, so that the leader's water has no gaps.
  plot: 'relative forced-color-adjust-none max-phone:order-1 max-phone:-mx-8 max-phone:h-30 max-phone:flex-[1_0_calc(100%+16px)]',
  evidence: 'text-small/inherit max-phone:order-2',
  secondary: '',
  used: '',
  gap: '',
  equated: 'max-phone:empty:hidden',
  last: 'max-phone:empty:hidden',
  submitted: '',
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
  const classes = [boxOfColumn(column, boxes), looks[column], tone].filter(Boolean).join(' ');
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
