'use client';

import { usePathname } from 'next/navigation';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { addressOfSearch, allBenchmarks } from '@/lib/contracts/benchmark-search';

/** The list, searched for the words of an address that nothing has: it finds what is spelt nearly so. */
export function SearchLink() {
  const words = (usePathname().split('/')[2] ?? '').replaceAll(/[^a-z0-9]+/gi, ' ').trim();
  if (words === '') return null;
  return (
    <ButtonLink
      look="main"
      href={addressOfSearch({ ...allBenchmarks, words: words.slice(0, 60) })}
      prefetch={false}
    >
      Search for “{words.slice(0, 60)}”
    </ButtonLink>
  );
}
