'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/**
 * Refreshes the page while this component is mounted: first after `firstMs`, then each time after a pause 1.3 times as long, at
 * most `lastMs`.
 */
export function RefreshWhile({ firstMs = 1_500, lastMs = 15_000 }: { firstMs?: number; lastMs?: number }) {
  const router = useRouter();
  useEffect(() => {
    let waitMs = firstMs;
    let timer = setTimeout(refresh, waitMs);
    function refresh() {
      router.refresh();
      waitMs = Math.min(lastMs, waitMs * 1.3);
      timer = setTimeout(refresh, waitMs);
    }
    return () => clearTimeout(timer);
  }, [router, firstMs, lastMs]);
  return null;
}

/** Reloads the page after this number of seconds in a browser without scripts. */
export function RefreshWithoutScript({ seconds }: { seconds: number }) {
  return (
    <noscript>
      <meta httpEquiv="refresh" content={String(seconds)} />
    </noscript>
  );
}
