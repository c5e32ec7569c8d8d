import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { titleMaintainPage } from '@/app/_load/describe-page';
import { requireFound, requireSignedIn } from '@/app/_load/require';
import { MaintainPage, NotAMaintainer } from '@/app/_ui/maintain/maintain-page';
import { Callout } from '@/app/_ui/words/callout';
import { hasRole } from '@/lib/core/benchmark';
import { findMaintainedFacts } from '@/services/page/find-maintained-pages';
import { WordsForm } from './words-form';
import { formatWordsForm } from './words-form-values';

export const dynamic = 'force-dynamic';

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const load = cache(async (slug: string) =>
  requireFound(await findMaintainedFacts(await requireSignedIn(`/maintain/${slug}/words`), slug)),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { role, title } = await load((await params).slug);
  return titleMaintainPage(role && 'Words', title);
}

export default async function WordsPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { role, ...benchmark } = await load(slug);
  const { title } = benchmark;
  if (!role) return <NotAMaintainer slug={slug} title={title} />;
  return (
    <MaintainPage
      benchmark={{ slug, title }}
      current="words"
      title="Words"
      lede="The public texts of the benchmark. Each change is in the public changelog with its date. Task, classes and metric are fixed by the first round."
    >
      {'saved' in (await searchParams) && (
        <Callout tone="note" role="status">
          Saved.
        </Callout>
      )}
      {hasRole(role, 'maintainer') ? (
        <WordsForm slug={slug} saved={formatWordsForm(benchmark)} />
      ) : (
        <p>
          You are an auditor of this benchmark: the texts of its maintainers are on{' '}
          <Link href={`/benchmarks/${slug}`}>its page</Link>.
        </p>
      )}
    </MaintainPage>
  );
}
