import type { ReactNode } from 'react';

/** The looks are in `styles/table.css`. */
type TableLook = ('records' | 'figures' | 'reference') | ('brief' | 'benchmarks' | 'rounds');

/** For cells of a reference that say too little by themselves: on a phone, where they stand below each other, each after its title. */
export const namedOnPhone = 'is-named';

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
  /** Further classes of one row's cell. */
  cellOf?: (row: Row) => string | undefined;
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

/** Nothing for no class: the page's payload has a property that is undefined too. */
function classesOf(...classes: readonly (string | undefined)[]): { className?: string } {
  const className = classes.filter(Boolean).join(' ');
  return className === '' ? {} : { className };
}

function headingOf<Row>({ title, heading, isTitleHidden }: Column<Row>): ReactNode {
  return isTitleHidden ? <span className="sr-only">{title}</span> : (heading ?? title);
}

/** A second line in a cell: who, when, how much of it. */
export function CellNote({ children }: { children: ReactNode }) {
  return <span className="cell-note">{children}</span>;
}

/** Where a record has nothing. On a narrow window, where each field has a line of its own, the line is left out. */
export function None() {
  return (
    <span data-none className="text-ink-3">
      <span aria-hidden="true">–</span>
      <span className="sr-only">none</span>
    </span>
  );
}

/** What is wider than a phone scrolls in a box of its own, by keys too. */
export function ScrollBox({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer scrolls it by keys (WCAG 2.1.1)
    <section className="overflow-x-auto" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
