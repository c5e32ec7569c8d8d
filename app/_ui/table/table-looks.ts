export type TableClasses = Readonly<
  Record<'table' | 'head' | 'title' | 'body' | 'row' | 'rowHeader' | 'cell' | 'end' | 'afterEnd', string>
>;

const recordCell =
  'border-b border-rule py-10 pr-20 align-top wrap-anywhere last:pr-0 max-table:block max-table:border-0 max-table:px-0 max-table:py-2 max-table:has-[>[data-none]:only-child]:hidden';

const benchmarkCell =
  'border-b border-rule py-9 pr-16 align-middle last:pr-0 group-hover/row:bg-well max-phone:min-w-0 max-phone:border-0 max-phone:p-0 max-phone:text-left';

const denseCell =
  'h-28 truncate border-b border-rule pr-14 align-middle last:pr-0 group-hover/row:bg-well max-phone:h-auto max-phone:min-w-0 max-phone:border-0 max-phone:pr-0 max-phone:text-left';

const reference = {
  table: 'table text-data font-stretch-95% max-phone:block',
  head: 'max-phone:hidden',
  title: 'pr-16 pb-6 text-small/inherit text-ink-3 last:pr-0',
  body: 'max-phone:block',
  row: 'max-phone:block max-phone:border-t max-phone:border-rule max-phone:py-10 target:*:bg-shallow-1',
  rowHeader:
    'border-t border-rule py-7 pr-16 align-baseline font-semibold whitespace-nowrap text-ink max-table:whitespace-normal max-phone:block max-phone:border-0 max-phone:p-0 max-phone:pb-2 max-phone:wrap-anywhere max-phone:whitespace-normal',
  cell: 'border-t border-rule py-7 pr-16 align-baseline last:pr-0 in-[.prose]:py-6 max-phone:block max-phone:border-0 max-phone:p-0 max-phone:pb-2 max-phone:wrap-anywhere max-phone:whitespace-normal',
  end: 'text-right whitespace-nowrap max-phone:whitespace-normal',
  afterEnd: '',
};

/** Of cells of a reference that say too little by themselves: on a phone, where they stand below each other, each after its title. */
export const namedOnPhone =
  "max-phone:before:font-sans max-phone:before:text-ink-3 max-phone:before:not-italic max-phone:before:content-[attr(data-label)_'_']";

/**
 * Records have a name each and become cards on a narrow window; figures stay a table. A reference says in words what
 * each name means, and is a list on a phone; a brief one is no wider than its few figures, and stays a table.
 */
export const tableLooks = {
  records: {
    table: 'text-data font-stretch-96% max-table:block',
    head: 'max-table:sr-only max-table:block',
    title: 'border-b border-ink pr-20 pb-7 text-small/[1.25] text-ink-2 last:pr-0',
    body: 'max-table:block',
    row: 'max-table:block max-table:border-b max-table:border-rule max-table:py-12',
    rowHeader: `${recordCell} min-w-[9em] font-serif text-h3 font-semibold font-stretch-normal normal-nums [&_a]:text-ink [&_a]:no-underline [&_a]:hover:underline`,
    cell: `${recordCell} [&_b]:font-semibold max-table:before:text-ink-3 max-table:data-label:before:content-[attr(data-label)_'_']`,
    end: 'text-right whitespace-nowrap max-table:text-left max-table:whitespace-normal',
    afterEnd: 'pl-20',
  },
  figures: {
    table: 'text-data font-stretch-95%',
    head: '',
    title: 'pr-16 pb-6 text-small/inherit text-ink-3 last:pr-0 max-phone:whitespace-nowrap',
    body: '',
    row: '',
    rowHeader: 'pr-16 pb-6 text-small/inherit text-ink-3 last:pr-0 max-phone:whitespace-nowrap',
    cell: 'border-t border-rule py-7 pr-16 last:pr-0 max-phone:whitespace-nowrap',
    end: 'text-right whitespace-nowrap',
    afterEnd: '',
  },
  /** Figures with a name to each row, which on a phone stand below it, each after its title. */
  namedFigures: {
    table: 'text-data font-stretch-95% max-phone:block',
    head: 'max-phone:hidden',
    title: 'pr-16 pb-6 text-small/inherit text-ink-3 last:pr-0',
    body: 'max-phone:block',
    row: 'max-phone:flex max-phone:flex-wrap max-phone:items-baseline max-phone:gap-x-12 max-phone:border-t max-phone:border-rule max-phone:py-9',
    rowHeader:
      'border-t border-rule py-7 pr-16 font-semibold max-phone:min-w-0 max-phone:flex-1 max-phone:border-0 max-phone:p-0',
    cell: 'border-t border-rule py-7 pr-16 last:pr-0 max-phone:border-0 max-phone:p-0 max-phone:data-label:text-small max-phone:before:text-ink-3 max-phone:data-label:before:content-[attr(data-label)_"_"]',
    end: 'text-right whitespace-nowrap',
    afterEnd: '',
  },
  reference,
  brief: {
    table: 'w-auto text-data font-stretch-95%',
    head: '',
    // A word of a heading is never broken: its column is as wide.
    title:
      'pr-16 pb-6 text-small/[1.25] wrap-normal text-ink-3 last:pr-0 max-phone:pr-10 max-narrow:pr-6 max-narrow:text-micro/[1.25] max-phone:align-bottom',
    body: '',
    row: '',
    rowHeader:
      'border-t border-rule py-7 pr-16 align-baseline font-semibold text-ink in-[.prose]:py-6 max-phone:pr-10 max-narrow:pr-6',
    cell: 'border-t border-rule py-7 pr-16 align-baseline last:pr-0 in-[.prose]:py-6 max-phone:pr-10 max-narrow:pr-6',
    end: 'text-right',
    afterEnd: '',
  },
  benchmarks: {
    table: 'table-fixed text-data/[1.3] font-stretch-95% max-phone:block',
    head: 'max-phone:hidden',
    title:
      'sticky top-0 z-1 border-b border-ink bg-paper pr-16 pb-7 align-bottom text-small/[1.25] text-ink-2 last:pr-0',
    body: 'max-phone:block',
    row: 'group/row max-phone:grid max-phone:grid-cols-[minmax(0,1fr)_auto] max-phone:items-start max-phone:gap-x-12 max-phone:gap-y-5 max-phone:border-b max-phone:border-rule max-phone:py-11',
    rowHeader: `${benchmarkCell} max-phone:col-span-full`,
    cell: benchmarkCell,
    end: 'text-right max-phone:text-right',
    afterEnd: '',
  },
  dense: {
    table: 'table-fixed text-small/[1.3] font-stretch-95% max-phone:block',
    head: 'max-phone:hidden',
    title:
      'sticky top-0 z-1 truncate border-b border-ink bg-paper pr-14 pb-5 align-bottom text-micro text-ink-2 last:pr-0',
    body: 'max-phone:block',
    row: 'group/row max-phone:grid max-phone:grid-cols-[minmax(0,1fr)_auto] max-phone:gap-x-12 max-phone:gap-y-2 max-phone:border-b max-phone:border-rule max-phone:py-5',
    rowHeader: `${denseCell} font-semibold`,
    cell: denseCell,
    end: 'text-right max-phone:text-right',
    afterEnd: '',
  },
} satisfies Readonly<Record<string, TableClasses>>;

export type TableLook = keyof typeof tableLooks;
