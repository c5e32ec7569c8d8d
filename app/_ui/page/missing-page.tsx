import type { ReactNode } from 'react';
import { Page } from './page';
import { PageHead } from './page-head';

/**
 * What an address that names nothing is answered: which kind of thing isn't there, why that may be, and ways on.
 * @param children links, the likeliest one first
 */
export function MissingPage({ title, lede, children }: { title: string; lede: string; children: ReactNode }) {
  return (
    <Page>
      <PageHead title={title} lede={lede} />
      <p className="mt-s5 flex flex-wrap items-center gap-s3">{children}</p>
    </Page>
  );
}
