'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent } from 'react';
import type { SubmissionView } from '@/lib/contracts/submission';

const pollIntervalMs = 4_000;

type Props = {
  seen: Pick<SubmissionView, 'id' | 'state' | 'queue_place' | 'feedback'>;
  /** Called with the changed submission, for client components that keep the submission in their state. */
  onChange?: (submission: SubmissionView) => void;
};

/**
 * Refreshes the page when the submission changes. The changes come as server-sent events, or by polling while that connection
 * fails.
 * @param seen submission as the page shows it
 */
export function WatchSubmission({ seen, onChange }: Props) {
  const router = useRouter();
  const { id } = seen;
  const shown = seenOfSubmission(seen);
  const change = useEffectEvent((submission: SubmissionView) => {
    if (seenOfSubmission(submission) === shown) return;
    onChange?.(submission);
    router.refresh();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection for each shown state gets the newest one at once.
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
        const response = await fetch(`/api/v1/submissions/${id}`).catch(() => null);
        if (response?.ok) change(await response.json());
      }, pollIntervalMs);
    };
    return () => {
      source.close();
      clearInterval(timer);
    };
  }, [id, shown]);
  return null;
}

/** The fields of a submission whose change refreshes the page. */
const seenOfSubmission = ({
  state,
  queue_place,
  feedback,
}: Pick<SubmissionView, 'state' | 'queue_place' | 'feedback'>): string =>
  `${state} ${queue_place ?? ''} ${feedback?.outcome ?? ''}`;
