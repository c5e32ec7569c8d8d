import type { ReactNode } from 'react';
import { ButtonLink } from '../controls/button';
import { Page, PageHead } from './page';
import { WayUpLink } from './way-up-link';

const allBenchmarks: Way = { href: '/benchmarks', title: 'All benchmarks' };

type Way = { readonly href: string; readonly title: string };

type Props = {
  title: string;
  lede: string;
  up?: string;
  ways?: readonly Way[];
  children?: ReactNode;
};

/**
 * The page for an address without content: what is missing, possible reasons, and links.
 * @param up text of a link to the page two path segments up, for example the benchmark
 * @param ways links, the most useful first
 * @param children further links, shown first
 */
export function MissingPage({ title, lede, up, ways = [allBenchmarks], children }: Props) {
  const hasFirst = up !== undefined || children !== undefined;
  return (
    <Page>
      <PageHead title={title} lede={lede} />
      <p className="mt-s5 flex flex-wrap items-center gap-s3">
        {children}
        {up !== undefined && <WayUpLink depth={2}>{up}</WayUpLink>}
        {ways.map(({ href, title: name }, i) => (
          <ButtonLink key={href} look={i === 0 && !hasFirst ? 'main' : 'plain'} href={href}>
            {name}
          </ButtonLink>
        ))}
      </p>
    </Page>
  );
}
