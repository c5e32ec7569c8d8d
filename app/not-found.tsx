import type { Metadata } from 'next';
import { MissingPage } from '@/app/_ui/page/missing-page';

const title = 'Nothing at this address';
export const metadata: Metadata = { title };

export default function NotFound() {
  return (
    <MissingPage
      title={title}
      lede="No page of this site has this address. It may be misspelt."
      ways={[
        { href: '/benchmarks', title: 'All benchmarks' },
        { href: '/methods', title: 'Methods' },
        { href: '/docs/api', title: 'API' },
      ]}
    />
  );
}
