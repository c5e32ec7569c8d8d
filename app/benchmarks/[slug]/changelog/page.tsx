import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { requireFound, signInPath } from '@/app/_load/require';
import { EventDays } from '@/app/_ui/changelog/event-days';
import { feedLinks } from '@/app/_ui/changelog/feed-links';
import { ButtonLink } from '@/app/_ui/controls/button';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { listBenchmarkCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import type { ChangelogView } from '@/lib/contracts/changelog';
import { formatAuditHead } from '@/lib/core/audit/audit-chain';
import { findActor } from '@/services/access/page-request';
import { findChangelogPage } from '@/services/page/find-benchmark-page';
import { follow } from './actions';

const load = cache(async (slug: string, cursor: string | null) =>
  requireFound(await findChangelogPage(slug, cursor, await findActor())),
);

const cursorOf = async ({
  searchParams,
}: PageProps<'/benchmarks/[slug]/changelog'>): Promise<string | null> => {
  const { before } = await searchParams;
  return typeof before === 'string' ? before : null;
};

export async function generateMetadata(props: PageProps<'/benchmarks/[slug]/changelog'>): Promise<Metadata> {
  const { slug } = await props.params;
  const { title } = await load(slug, await cursorOf(props));
  return { title: `Changelog, ${title}`, alternates: { types: feedLinks(slug, title) } };
}

export default async function ChangelogPage(props: PageProps<'/benchmarks/[slug]/changelog'>) {
  const { slug } = await props.params;
  const cursor = await cursorOf(props);
  const { title, changelog, isFollowing } = await load(slug, cursor);
  const { items, next, head } = changelog;
  const page = `/benchmarks/${slug}`;
  return (
    <Page>
      <PageHead
        crumbs={{ above: listBenchmarkCrumbs(slug, title), here: 'changelog' }}
        title="Changelog"
        lede="Everything done to this benchmark and its rounds, with role and date. No entry is ever removed."
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
          <EventDays slug={slug} entries={items} />
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
      <FollowSection slug={slug} isFollowing={isFollowing} />
      <AuditHeadSection head={head} />
    </Page>
  );
}

/**
 * A button by which a person who hasn't entered the benchmark gets its announcements by mail. @param isFollowing null for a
 * visitor
 */
function FollowSection({ slug, isFollowing }: { slug: string; isFollowing: boolean | null }) {
  return (
    <Section id="follow" title="Announcements by mail">
      <p className="mt-s3 mb-s4 max-w-[37em]">
        People whose teams have submitted get the host’s announcements by mail, and so do followers: at most
        one a day. Each mail has a link that ends them.
      </p>
      {isFollowing === null ? (
        <p>
          <Link href={signInPath(`/benchmarks/${slug}/changelog#follow`)}>Sign in to follow</Link>
        </p>
      ) : (
        <ActionForm
          action={follow}
          about={{ slug, following: isFollowing ? '' : 'yes' }}
          button={isFollowing ? 'No longer follow' : 'Follow this benchmark'}
          busy="Saving"
          look="plain"
          shape="bare"
        />
      )}
    </Section>
  );
}

/** The newest hash of the audit log's chain. A reader who writes the hash down can later detect whether the log was rewritten. */
function AuditHeadSection({ head }: { head: ChangelogView['head'] }) {
  return (
    <Section title="Head of the audit log">
      <p className="mt-s3 mb-s4 max-w-[37em]">
        Every event is linked to the previous one by its SHA-256. Note the newest link: the log can later be
        checked against it. A log that was changed, cut off or rewritten no longer matches it.
      </p>
      {head ? (
        <p className="mt-s2 wrap-anywhere">
          <code>{formatAuditHead(head)}</code>
        </p>
      ) : (
        <p className="mt-s2 text-ink-2">Nothing is linked yet.</p>
      )}
    </Section>
  );
}
