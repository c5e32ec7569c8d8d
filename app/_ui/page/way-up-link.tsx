'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { ButtonLink } from '../controls/button';

/**
 * A link from a missing page to a page above it. A client component, since Next's not-found pages know their address only in
 * the browser.
 * @param depth number of path segments to keep: on `/benchmarks/tides/rounds/9`, 2 leads to `/benchmarks/tides`
 */
export function WayUpLink({ depth, children }: { depth: number; children: ReactNode }) {
  const steps = usePathname()
    .split('/')
    .slice(0, depth + 1);
  return (
    <ButtonLink look="main" href={steps.join('/')} prefetch={false}>
      {children}
    </ButtonLink>
  );
}
