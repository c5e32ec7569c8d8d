'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Makes the page anew every few seconds, slower as time goes by, for as long as it is there. */
export function RefreshWhile({ firstMs = 1_500, lastMs = 15_000 }: { firstMs?: number; lastMs?: number }) {
  const router = useRouter();
  useEffect(() => {
    let waitMs = firstMs;
    let timer = setTimeout(look, waitMs);
    function look() {
      router.refresh();
      waitMs = Math.min(lastMs, waitMs * 1.3);
      timer = setTimeout(look, waitMs);
    }
    return () => clearTimeout(timer);
  }, [router, firstMs, lastMs]);
  return null;
}

/** Loads the page again after a while where nothing else can. */
export function RefreshWithoutScript({ seconds }: { seconds: number }) {
  return (
    <noscript>
      <meta httpEquiv="refresh" content={String(seconds)} />
    </noscript>
  );
}
