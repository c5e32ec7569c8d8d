import type { SubmissionView } from '@/lib/contracts/submission';

type Stated = Pick<
  SubmissionView,
  'state' | 'withdrawn' | 'queue_place' | 'message' | 'code' | 'line' | 'column' | 'feedback' | 'team_only'
>;

/** What a submission's state means to its team, in one sentence. */
export function describeState(submission: Stated): string {
  switch (submission.state) {
    case 'received':
      return 'Received; it will be queued in a moment.';
    case 'queued':
      return submission.queue_place
        ? `Waiting to be scored, with ${submission.queue_place} before it.`
        : 'Waiting to be scored; it is the next one.';
    case 'scoring':
      return 'Being scored now.';
    case 'scored':
      if (submission.withdrawn) return 'Scored, and withdrawn since.';
      return submission.feedback || submission.team_only
        ? 'Scored.'
        : 'Scored. Answers are given in the order in which files came. This one waits for an earlier file of your team, or of one linked with it.';
    case 'rejected':
      return 'Rejected: the file is at fault.';
    case 'failed':
      return 'Failed: the platform is at fault, not the file.';
  }
}

/** Where a rejected file is at fault, as far as it is known. */
export function describePlace({ line, column }: Pick<Stated, 'line' | 'column'>): string | null {
  if (line === null) return null;
  return column === null ? `line ${line}` : `line ${line}, column ${column}`;
}
