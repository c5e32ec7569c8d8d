'use client';

import { usePathname } from 'next/navigation';
import { ButtonLink } from '@/app/_ui/controls/button';

/** The list, searched for the words of an address that nothing has: it finds what is spelt nearly so. */
export function SearchLink() {
  const words = (usePathname().split('/')[2] ?? '').replaceAll(/[^a-z0-9]+/gi, ' ').trim();
  if (words === '') return null;
  return (
    <ButtonLink
      look="main"
      // Written here: the list's own reading of addresses would bring 20 kB of checks to the browser.
      href={`/benchmarks?${new URLSearchParams({ q: words.slice(0, 60) })}`}
      prefetch={false}
    >
      Search for “{words.slice(0, 60)}”
    </ButtonLink>
  );
}
