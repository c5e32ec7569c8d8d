import type { Metadata } from 'next';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { findActor } from '@/services/access/find-actor';
import { findBenchmarkPage } from '@/services/page/find-benchmark-page';
import { BenchmarkWords } from './benchmark-words';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ slug: string }> };

const load = cache(async (slug: string) => requireFound(await findBenchmarkPage(await findActor(), slug)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { benchmark } = await load((await params).slug);
  return { title: `Task, rules and terms, ${benchmark.title}` };
}

export default async function RulesPage({ params }: Props) {
  const { benchmark, texts } = await load((await params).slug);
  return (
    <Page>
      <PageHead
        crumbs={{
          above: [
            { href: '/benchmarks', title: 'Benchmarks' },
            { href: `/benchmarks/${benchmark.slug}`, title: benchmark.title },
          ],
          here: 'rules',
        }}
        title="Task, rules and terms"
      />
      <div className="mt-s5">
        <BenchmarkWords benchmark={benchmark} texts={texts} />
      </div>
    </Page>
  );
}
