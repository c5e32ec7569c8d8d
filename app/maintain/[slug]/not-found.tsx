import type { Metadata } from 'next';
import { MissingPage } from '@/app/_ui/page/missing-page';

const title = 'No such benchmark';
export const metadata: Metadata = { title };

export default function NoBenchmark() {
  return (
    <MissingPage
      title={title}
      lede="No benchmark has this address. It may be misspelt."
      ways={[{ href: '/maintain', title: 'Benchmarks you maintain' }]}
    />
  );
}
