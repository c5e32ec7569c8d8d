import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { listMaintainCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead } from '../page/page';
import { Tab, Tabs } from '../page/tabs';

type MaintainPageProps = {
  benchmark: { slug: string; title: string };
  current: ComponentProps<typeof MaintainNav>['current'];
  title: string;
  lede: ReactNode;
  children: ReactNode;
};

/** A page for the maintainers of a benchmark, with breadcrumbs and tabs. */
export function MaintainPage({ benchmark, current, title, lede, children }: MaintainPageProps) {
  const { slug } = benchmark;
  return (
    <Page>
      <PageHead
        crumbs={{ above: listMaintainCrumbs(slug, benchmark.title), here: title }}
        title={title}
        lede={lede}
      />
      <MaintainNav slug={slug} current={current} />
      {children}
    </Page>
  );
}

type Place =
  | 'rounds'
  | 'schedule'
  | 'feedback'
  | 'participants'
  | 'flags'
  | 'announcements'
  | 'entry'
  | 'people'
  | 'settings';

type MaintainNavProps = {
  slug: string;
  current: Place;
  isBelow?: boolean;
};

/** The tabs of a benchmark's pages for maintainers. @param isBelow true on a page below the one of the current tab */
export function MaintainNav({ slug, current, isBelow = false }: MaintainNavProps) {
  const places = [
    { key: 'rounds', href: `/maintain/${slug}`, title: 'Rounds' },
    { key: 'schedule', href: `/maintain/${slug}/schedule`, title: 'Schedule' },
    { key: 'feedback', href: `/maintain/${slug}/feedback`, title: 'Feedback' },
    { key: 'participants', href: `/maintain/${slug}/participants`, title: 'Participants' },
    { key: 'flags', href: `/maintain/${slug}/flags`, title: 'Flags' },
    { key: 'announcements', href: `/maintain/${slug}/announcements`, title: 'Announce' },
    { key: 'entry', href: `/maintain/${slug}/entry`, title: 'Entry' },
    { key: 'people', href: `/maintain/${slug}/people`, title: 'People' },
    { key: 'settings', href: `/maintain/${slug}/settings`, title: 'Settings' },
    { key: 'changelog', href: `/benchmarks/${slug}/changelog`, title: 'Changelog' },
  ];
  return (
    <Tabs label="Maintain this benchmark" density="many">
      {places.map(({ key, href, title }) => (
        <Tab key={key} href={href} title={title} isCurrent={key === current} isBelow={isBelow} />
      ))}
    </Tabs>
  );
}

/** The message to a signed-in person without a role in the benchmark. */
export function NotAMaintainer({ slug, title }: { slug: string; title: string }) {
  return (
    <Page width="form">
      <PageHead
        title="Not yours to maintain"
        lede={
          <>
            Only the maintainers of {title} see its drafts and checks. Its rankings are{' '}
            <Link href={`/benchmarks/${slug}`}>open to everybody</Link>.
          </>
        }
      />
    </Page>
  );
}
