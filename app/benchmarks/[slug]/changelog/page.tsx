import type { Metadata } from 'next';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { feedLinks } from '@/app/_ui/changelog/feed-links';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { findChangelogPage } from '@/services/page/find-changelog-page';
import { ActDays } from './act-days';
import { AuditHeadSection } from './audit-head-section';

export const dynamic = 'force-dynamic';

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ before?: string | string[] }>;
};

const load = cache(async (slug: string, cursor: string | null) =>
  requireFound(await findChangelogPage(slug, cursor)),
);

const cursorOf = async ({ searchParams }: Props): Promise<string | null> => {
  const { before } = await searchParams;
  return typeof before === 'string' ? before : null;
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { slug } = await props.params;
  const { title } = await load(slug, await cursorOf(props));
  return { title: `Changelog, ${title}`, alternates: { types: feedLinks(slug, title) } };
}

export default async function ChangelogPage(props: Props) {
  const { slug } = await props.params;
  const cursor = await cursorOf(props);
  const { title, changelog } = await load(slug, cursor);
  const { items, next, head } = changelog;
  const page = `/benchmarks/${slug}`;
  return (
    <Page>
      <PageHead
        crumbs={{
          above: [
            { href: '/benchmarks', title: 'Benchmarks' },
            { href: page, title },
          ],
          here: 'changelog',
        }}
        title="Changelog"
        lede="What was done to this benchmark and its rounds, in what role and when. Nothing is ever taken out."
      />
      <Section
        title="Events"
        aside={
          <>
            newest first, days in UTC · <a href={`${page}/feed.atom`}>Atom feed</a>
          </>
        }
      >
        {items.length > 0 ? (
          <ActDays slug={slug} entries={items} />
        ) : (
          <p className="text-ink-2">Nothing earlier is recorded.</p>
        )}
        <p className="mt-s5 flex items-center gap-s3">
          {cursor && <ButtonLink href={`${page}/changelog`}>Newest events</ButtonLink>}
          {next && (
            <ButtonLink href={`${page}/changelog?before=${encodeURIComponent(next)}`}>
              Earlier events
            </ButtonLink>
          )}
        </p>
      </Section>
      <AuditHeadSection head={head} />
    </Page>
  );
}
