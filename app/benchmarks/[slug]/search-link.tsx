'use client';

import { usePathname } from 'next/navigation';
import { ButtonLink } from '@/app/_ui/controls/button';

/** A link from a missing page to a search for the words of its address; the search also finds similar spellings. */
export function SearchLink() {
  const words = (usePathname().split('/')[2] ?? '').replaceAll(/[^a-z0-9]+/gi, ' ').trim();
  if (words === '') return null;
  return (
    <ButtonLink
      look="main"
      // Composed here, since `addressOfSearch` would add 20 kB of schemas to the browser's bundle.
      href={`/benchmarks?${new URLSearchParams({ q: words.slice(0, 60) })}`}
      prefetch={false}
    >
      Search for “{words.slice(0, 60)}”
    </ButtonLink>
  );
}
