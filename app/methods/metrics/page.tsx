import type { Metadata } from 'next';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { MetricTable } from './metric-table';

export const metadata: Metadata = {
  title: 'Metrics',
  description: 'All metrics of Tidemark with formula, definition, source and the method of their interval.',
};

/** A page of its own, since a reader of Methods needs one metric of the list. */
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
