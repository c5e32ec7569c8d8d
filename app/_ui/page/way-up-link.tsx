'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { ButtonLink } from '../controls/button';

/**
 * A link to a page above a missing one. A client component, since Next's not-found pages know their address in the browser only.
 * @param depth number of path segments to keep: for `/benchmarks/tides/rounds/9`, 2 leads to `/benchmarks/tides`
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
