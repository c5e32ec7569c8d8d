import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { requireBenchmarkPage } from '@/app/_load/benchmark-page';
import { feedLinks } from '@/app/_ui/changelog/feed-links';
import { listChangelog } from '@/services/publication/list-changelog';
import { ActDays } from './act-days';
import { AuditHeadSection } from './audit-head-section';

export const dynamic = 'force-dynamic';

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ before?: string | string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, title } = await requireBenchmarkPage((await params).slug);
  return { title: `Changelog, ${title}`, alternates: feedLinks(slug, title) };
}

export default async function ChangelogPage({ params, searchParams }: Props) {
  const { slug, title } = await requireBenchmarkPage((await params).slug);
  const { before } = await searchParams;
  const cursor = typeof before === 'string' ? before : null;
  const found = await listChangelog(slug, { cursor });
  if (!found.ok) notFound();
  const { items, next, head } = found.value;
  const page = `/benchmarks/${slug}`;
  return (
    <>
      <div className="page-head">
        <p className="crumb">
          <Link href="/benchmarks">Benchmarks</Link> / <Link href={page}>{title}</Link> / changelog
        </p>
        <h1>Changelog</h1>
        <p className="lede">
          What was done to this benchmark and its rounds, in what role and when. Nothing is ever taken out.
        </p>
      </div>
      <section className="sec">
        <div className="sec-head">
          <h2>Acts</h2>
          <p className="small muted">
            newest first, days in UTC · <a href={`${page}/feed.atom`}>Atom feed</a>
          </p>
        </div>
        {items.length > 0 ? (
          <ActDays slug={slug} entries={items} />
        ) : (
          <p className="muted">Nothing earlier is recorded.</p>
        )}
        <p className="brow acts-pages">
          {cursor && (
            <Link className="btn" href={`${page}/changelog`}>
              Newest acts
            </Link>
          )}
          {next && (
            <Link className="btn" href={`${page}/changelog?before=${encodeURIComponent(next)}`}>
              Earlier acts
            </Link>
          )}
        </p>
      </section>
      <AuditHeadSection head={head} />
    </>
  );
}
