import type { ReactNode } from 'react';

/** Looks of tables, which `styles/table.css` explains. */
type TableLook = ('records' | 'figures' | 'reference') | ('brief' | 'benchmarks' | 'rounds');

/**
 * A class for cells of a `reference` table. On a phone, where each row is a list, CSS shows the column's title before such a
 * cell's value.
 */
export const namedOnPhone = 'is-named';

export type Column<Row> = {
  /** Name of the column; also its React key. */
  title: string;
  /** The visible heading, if it has more content than `title`. */
  heading?: ReactNode;
  /** True if only screen readers get the title, for example above buttons. */
  isTitleHidden?: boolean;
  /** True if the cells of this column name their row. */
  isRowHeader?: boolean;
  align?: 'start' | 'end';
  /** Further classes of the heading, for example a width. */
  head?: string;
  /** Further classes of all cells of the column. */
  cell?: string;
  /** Further classes of the cell in one row. */
  cellOf?: (row: Row) => string | undefined;
  value: (row: Row, index: number) => ReactNode;
};

/**
 * @param caption caption for screen readers, if no heading describes the table
 * @param idOf returns the id of a row, to which links can lead
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
  const shown = columns.flatMap((column) => (column ? [column] : []));
  const sideOf = (at: number) => sideClass(shown[at - 1], shown[at]);
  return (
    <table className={`table-${look}`} data-testid={testId}>
      {caption && <caption className="sr-only">{caption}</caption>}
      <thead>
        <tr>
          {shown.map((column, at) => (
            <th key={column.title} scope="col" {...classesOf(column.head, sideOf(at))}>
              {headingOf(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={keyOf(row, index)} {...(idOf && { id: idOf(row) })}>
            {shown.map((column, at) =>
              column.isRowHeader ? (
                <th key={column.title} scope="row" {...classesOf(column.cell)}>
                  {column.value(row, index)}
                </th>
              ) : (
                <td
                  key={column.title}
                  {...(!column.isTitleHidden && { 'data-label': column.title })}
                  {...classesOf(column.cell, column.cellOf?.(row), sideOf(at))}
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

type Sided = Pick<Column<never>, 'align'> | undefined;

function sideClass(before: Sided, column: Sided): string | undefined {
  if (column?.align === 'end') return 'is-end';
  return before?.align === 'end' ? 'is-after-end' : undefined;
}

/** Leaves out `className` if there are no classes, since the page's payload would contain an undefined property too. */
function classesOf(...classes: readonly (string | undefined)[]): { className?: string } {
  const className = classes.filter(Boolean).join(' ');
  return className === '' ? {} : { className };
}

function headingOf<Row>({ title, heading, isTitleHidden }: Column<Row>): ReactNode {
  return isTitleHidden ? <span className="sr-only">{title}</span> : (heading ?? title);
}

/** A second line inside a table's cell. */
export function CellNote({ children }: { children: ReactNode }) {
  return <span className="cell-note">{children}</span>;
}

/** The cell of a missing value. On a narrow window, where each field is a line of its own, CSS hides the line. */
export function None() {
  return (
    <span data-none className="text-ink-3">
      <span aria-hidden="true">–</span>
      <span className="sr-only">none</span>
    </span>
  );
}

/** A box that scrolls horizontally if its content is wider than the window. */
export function ScrollBox({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users scroll it by keys (WCAG 2.1.1)
    <section className="overflow-x-auto" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
