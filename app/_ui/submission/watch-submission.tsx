'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent } from 'react';
import type { SubmissionView } from '@/lib/contracts/submission';

const pollIntervalMs = 4_000;

/**
 * Makes the page anew whenever the submission changes: told by server-sent events, or, while those don't come through,
 * by looking every few seconds. `seen` is what the page shows.
 */
export function WatchSubmission({
  seen,
  onChange,
}: {
  seen: Pick<SubmissionView, 'id' | 'state' | 'queue_place' | 'feedback'>;
  /** Reported the new one besides; what the page's scripts keep of it isn't made anew. */
  onChange?: (submission: SubmissionView) => void;
}) {
  const router = useRouter();
  const { id } = seen;
  const shown = seenOfSubmission(seen);
  const change = useEffectEvent((submission: SubmissionView) => {
    if (seenOfSubmission(submission) === shown) return;
    onChange?.(submission);
    router.refresh();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: of each that is shown the newest is asked for, at once.
  useEffect(() => {
    const source = new EventSource(`/api/v1/submissions/${id}/events`);
    let timer: ReturnType<typeof setInterval> | undefined;
    source.addEventListener('submission', (event) => {
      clearInterval(timer);
      timer = undefined;
      change(JSON.parse(event.data));
    });
    source.onerror = () => {
      timer ??= setInterval(async () => {
        const answer = await fetch(`/api/v1/submissions/${id}`).catch(() => null);
        if (answer?.ok) change(await answer.json());
      }, pollIntervalMs);
    };
    return () => {
      source.close();
      clearInterval(timer);
    };
  }, [id, shown]);
  return null;
}

/** The part of a submission whose change is worth a new page. */
const seenOfSubmission = ({
  state,
  queue_place,
  feedback,
}: Pick<SubmissionView, 'state' | 'queue_place' | 'feedback'>): string =>
  `${state} ${queue_place ?? ''} ${feedback?.outcome ?? ''}`;
