import type { ComponentProps, ReactNode } from 'react';
import { Page } from '../page/page';
import { PageHead } from '../page/page-head';
import { MaintainNav } from './maintain-nav';

/** One of the pages of a benchmark's maintainers: where it stands, what it is for, and the way to the others. */
export function MaintainPage({
  benchmark,
  current,
  title,
  lede,
  children,
}: {
  benchmark: { slug: string; title: string };
  current: ComponentProps<typeof MaintainNav>['current'];
  title: string;
  lede: ReactNode;
  children: ReactNode;
}) {
  const { slug } = benchmark;
  return (
    <Page>
      <PageHead
        crumbs={{
          above: [
            { href: '/maintain', title: 'Maintain' },
            { href: `/maintain/${slug}`, title: benchmark.title },
          ],
          here: title,
        }}
        title={title}
        lede={lede}
      />
      <MaintainNav slug={slug} current={current} />
      {children}
    </Page>
  );
}
