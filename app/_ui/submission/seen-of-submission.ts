import type { SubmissionView } from '@/lib/contracts/submission';

/** The part of a submission whose change is worth a new page. */
export const seenOfSubmission = ({
  state,
  queue_place,
  feedback,
}: Pick<SubmissionView, 'state' | 'queue_place' | 'feedback'>): string =>
  `${state} ${queue_place ?? ''} ${feedback?.outcome ?? ''}`;
