'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { SubmissionView } from '@/lib/contracts/submission';
import { seenOfSubmission } from './seen-of-submission';

const pollIntervalMs = 4_000;

/**
 * Makes the page anew whenever the submission changes: told by server-sent events, or, while those don't come through,
 * by looking every few seconds. `seen` is what the page shows.
 */
export function WatchSubmission({ id, seen }: { id: string; seen: string }) {
  const router = useRouter();
  useEffect(() => {
    const source = new EventSource(`/api/v1/submissions/${id}/events`);
    let timer: ReturnType<typeof setInterval> | undefined;
    const take = (submission: SubmissionView) => {
      if (seenOfSubmission(submission) !== seen) router.refresh();
    };
    source.addEventListener('submission', (event) => {
      clearInterval(timer);
      timer = undefined;
      take(JSON.parse(event.data));
    });
    source.onerror = () => {
      timer ??= setInterval(async () => {
        const answer = await fetch(`/api/v1/submissions/${id}`).catch(() => null);
        if (answer?.ok) take(await answer.json());
      }, pollIntervalMs);
    };
    return () => {
      source.close();
      clearInterval(timer);
    };
  }, [id, seen, router]);
  return null;
}
