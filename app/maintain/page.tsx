import type { Metadata } from 'next';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { listMaintainedBenchmarks } from '@/services/benchmark/list';
import { MaintainedTable } from './maintained-table';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Maintain' };

export default async function MaintainPage() {
  const actor = await requireSignedIn('/maintain');
  const benchmarks = await listMaintainedBenchmarks(actor);
  return (
    <Page>
      <PageHead
        title="Maintain"
        lede="Upload the next hidden test set, read its check report, seal it, open it, close it."
      />
      <Section title="Your benchmarks">
        {benchmarks.length > 0 ? (
          <MaintainedTable benchmarks={benchmarks} />
        ) : (
          <p className="text-ink-2">None yet. The person who creates a benchmark maintains it.</p>
        )}
        <p className="mt-s4">
          <ButtonLink look="main" href="/maintain/new">
            Create a benchmark
          </ButtonLink>
        </p>
      </Section>
    </Page>
  );
}
