'use client';

import Link from 'next/link';
import { useEffect } from 'react';
import type { DryRunView } from '@/lib/contracts/dry-run';
import { checkOfDryRun } from './check-of-dry-run';
import type { FileCheck } from './file-check';

const lookFirstMs = 700;
const lookLastMs = 10_000;

/** Asks for a dry run until it is over, less often as time goes by. @param onCheck must stay the same function */
export function WatchDryRun({
  dryRun,
  onCheck,
}: {
  dryRun: DryRunView;
  onCheck: (check: FileCheck) => void;
}) {
  const { self, page } = dryRun.links;
  useEffect(() => {
    let waitMs = lookFirstMs;
    let timer = setTimeout(look, waitMs);
    let isGone = false;
    async function look() {
      const answer = await fetch(self).catch(() => null);
      const seen: DryRunView | null = answer?.ok ? await answer.json() : null;
      if (isGone) return;
      if (seen) onCheck(checkOfDryRun(seen));
      waitMs = Math.min(lookLastMs, waitMs * 1.3);
      timer = setTimeout(look, waitMs);
    }
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [self, onCheck]);
  return (
    <p className="text-ink-2">
      {dryRun.state === 'queued'
        ? 'It waits behind the models that are to be scored.'
        : 'It is being run on the public sample.'}{' '}
      It goes on without this page: <Link href={page}>watch it there</Link>.
    </p>
  );
}
