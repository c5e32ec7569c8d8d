import type { Metadata } from 'next';
import { Fragment } from 'react';
import { Page, PageHead } from '@/app/_ui/page/page';
import { DataTable, namedOnPhone } from '@/app/_ui/table/data-table';
import { metrics } from '@/lib/core/metrics/metrics';
import { intervalTitles } from '../intervals';

export const metadata: Metadata = {
  title: 'Metrics',
  description: 'All metrics of Tidemark with formula, definition, source and the method of their interval.',
};

/** A page of its own instead of a part of Methods, since a reader of Methods needs only one metric of this list. */
export default function MetricsPage() {
  return (
    <Page>
      <PageHead
        crumbs={{ above: [{ href: '/methods', title: 'Methods' }], here: 'metrics' }}
        title="Metrics"
        lede="Formula, definition and source of each metric, and the method of its interval."
      />
      <div className="prose mt-s5 max-w-none">
        <MetricTable />
      </div>
    </Page>
  );
}

/** A formula in which `_{…}` becomes a subscript and `^{…}` a superscript. */
function MetricFormula({ text }: { text: string }) {
  return text.split(/([_^]\{[^}]*\})/).map((piece, i) => {
    const inside = piece.slice(2, -1);
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that never changes
    if (piece.startsWith('_{')) return <sub key={i}>{inside}</sub>;
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that never changes
    if (piece.startsWith('^{')) return <sup key={i}>{inside}</sup>;
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that never changes
    return <Fragment key={i}>{piece}</Fragment>;
  });
}

function MetricTable() {
  return (
    <DataTable
      look="reference"
      columns={[
        { title: 'Metric', isRowHeader: true, value: ({ title }) => title },
        {
          title: 'Formula',
          cell: 'font-serif text-[1rem]/[1.5] font-normal font-stretch-normal whitespace-nowrap italic normal-nums',
          value: ({ formula }) => <MetricFormula text={formula} />,
        },
        { title: 'Better', cell: namedOnPhone, value: ({ direction }) => direction },
        { title: 'Interval', cell: namedOnPhone, value: ({ interval }) => intervalTitles[interval.method] },
        { title: 'Definition', value: ({ note }) => note },
      ]}
      rows={metrics}
      keyOf={({ name }) => name}
    />
  );
}
