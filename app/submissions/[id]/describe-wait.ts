import type { SubmissionView } from '@/lib/contracts/submission';

type Waiting = Pick<
  SubmissionView,
  'state' | 'withdrawn' | 'queue_place' | 'line' | 'column' | 'feedback' | 'team_only' | 'evidence'
>;

/** What a submission waits for, in one sentence; null where it waits for nothing. */
export function describeWait(submission: Waiting): string | null {
  switch (submission.state) {
    case 'received':
      return 'Received; it will be queued in a moment.';
    case 'queued':
      return submission.queue_place
        ? `${submission.queue_place} of other teams come before it.`
        : 'It is the next one.';
    case 'scored':
      return submission.feedback || submission.team_only || submission.evidence === 'prospective'
        ? null
        : 'Feedback is given in the order in which files came. This one waits for an earlier file of your team, or of one linked with it.';
    default:
      return null;
  }
}

/** Where a rejected file is at fault, as far as it is known. */
export function describePlace({ line, column }: Pick<Waiting, 'line' | 'column'>): string | null {
  if (line === null) return null;
  return column === null ? `line ${line}` : `line ${line}, column ${column}`;
}
