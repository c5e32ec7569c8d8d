import type { ReactNode } from 'react';
import { ButtonLink } from '../controls/button';
import { Page, PageHead } from './page';
import { WayUpLink } from './way-up-link';

const allBenchmarks: Way = { href: '/benchmarks', title: 'All benchmarks' };

type Way = { readonly href: string; readonly title: string };

/**
 * What an address that names nothing is answered: which kind of thing isn't there, why that may be, and ways on.
 * @param up what the page of the benchmark or round above is called, two steps up
 * @param ways on, the likeliest one first
 * @param children before them, what only this page offers
 */
export function MissingPage({
  title,
  lede,
  up,
  ways = [allBenchmarks],
  children,
}: {
  title: string;
  lede: string;
  up?: string;
  ways?: readonly Way[];
  children?: ReactNode;
}) {
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
