import type { Metadata } from 'next';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { BenchmarkForm } from './benchmark-form';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Create a benchmark' };

export default async function NewBenchmarkPage() {
  await requireSignedIn('/maintain/new');
  return (
    <Page width="form">
      <PageHead
        crumbs={{ above: [{ href: '/maintain', title: 'Maintain' }], here: 'New' }}
        title="Create a benchmark"
        lede="A task with its metric and rules. The hidden test sets come afterwards, one for each round."
      />
      <BenchmarkForm />
    </Page>
  );
}
