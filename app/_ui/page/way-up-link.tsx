'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { ButtonLink } from '../controls/button';

/**
 * To a page above the one that isn't there. A page not found knows its address in the browser only.
 * @param depth how many steps of the address lead there: of `/benchmarks/tides/rounds/9`, 2 is `/benchmarks/tides`
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
