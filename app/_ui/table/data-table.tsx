import type { ReactNode } from 'react';
import { type TableClasses, type TableLook, tableLooks } from './table-looks';

export type Column<Row> = {
  /** Names the column; also the React key. */
  title: string;
  /** What stands above the column, if more than its title does. */
  heading?: ReactNode;
  /** The title is for ears only, as over buttons. */
  isTitleHidden?: boolean;
  /** The cell that names its row. */
  isRowHeader?: boolean;
  align?: 'start' | 'end';
  /** Further classes of the heading: a width, where the look gives none by itself. */
  head?: string;
  /** Further classes of the cells: a width, another type. */
  cell?: string;
  value: (row: Row, index: number) => ReactNode;
};

/**
 * Rows and columns.
 * @param caption for ears only, where no heading says what the table has
 * @param idOf for rows that have an address of their own
 */
export function DataTable<Row>({
  look,
  caption,
  columns,
  rows,
  keyOf,
  idOf,
  testId,
}: {
  look: TableLook;
  caption?: string;
  columns: readonly (Column<Row> | false | null | undefined)[];
  rows: readonly Row[];
  keyOf: (row: Row, index: number) => string | number;
  idOf?: (row: Row) => string;
  testId?: string;
}) {
  const classes = tableLooks[look];
  const shown = columns.flatMap((column) => (column ? [column] : []));
  const sideOf = (at: number): string => sideClasses(classes, shown[at - 1], shown[at]);
  return (
    <table className={classes.table} data-testid={testId}>
      {caption && <caption className="sr-only">{caption}</caption>}
      <thead className={classes.head}>
        <tr>
          {shown.map((column, at) => (
            <th
              key={column.title}
              scope="col"
              className={`${classes.title} ${column.head ?? ''} ${sideOf(at)}`}
            >
              {headingOf(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={classes.body}>
        {rows.map((row, index) => (
          <tr key={keyOf(row, index)} id={idOf?.(row)} className={classes.row}>
            {shown.map((column, at) =>
              column.isRowHeader ? (
                <th key={column.title} scope="row" className={`${classes.rowHeader} ${column.cell ?? ''}`}>
                  {column.value(row, index)}
                </th>
              ) : (
                <td
                  key={column.title}
                  data-label={column.isTitleHidden ? undefined : column.title}
                  className={`${classes.cell} ${sideOf(at)} ${column.cell ?? ''}`}
                >
                  {column.value(row, index)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sideClasses(
  classes: TableClasses,
  before: Pick<Column<never>, 'align'> | undefined,
  column: Pick<Column<never>, 'align'> | undefined,
): string {
  if (column?.align === 'end') return classes.end;
  return before?.align === 'end' ? classes.afterEnd : '';
}

function headingOf<Row>({ title, heading, isTitleHidden }: Column<Row>): ReactNode {
  return isTitleHidden ? <span className="sr-only">{title}</span> : (heading ?? title);
}
