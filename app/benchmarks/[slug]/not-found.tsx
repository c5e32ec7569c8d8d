import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { MissingPage } from '@/app/_ui/page/missing-page';
import { SearchLink } from './search-link';

export const metadata: Metadata = { title: 'No such benchmark' };

export default function NoBenchmark() {
  return (
    <MissingPage title="No such benchmark" lede="No benchmark has this address. It may be spelt otherwise.">
      <SearchLink />
      <ButtonLink href="/benchmarks">All benchmarks</ButtonLink>
    </MissingPage>
  );
}
