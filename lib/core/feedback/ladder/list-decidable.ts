/**
 * Where a submission of a team is on its way to an answer: `pending` not scored yet, or to be tried again; `scored` its
 * outcomes are known; `gone` rejected or failed for good, so it never gets an answer; `answered` its answer is stored.
 */
export type LadderProgress = 'pending' | 'scored' | 'gone' | 'answered';

/**
 * The submissions that can be answered now, in the order in which they must be. Scoring runs in parallel, but an answer
 * depends on all earlier ones: a scored submission waits while an earlier one is pending.
 * Throws if a submission has been answered before an earlier one that is still to be.
 *
 * @param submissions of one ladder, in order of acceptance
 */
export function listDecidable<T extends { readonly id: string; readonly progress: LadderProgress }>(
  submissions: readonly T[],
): readonly T[] {
  const blockedAt = submissions.findIndex(({ progress }) => progress === 'pending');
  const reachable = blockedAt === -1 ? submissions : submissions.slice(0, blockedAt);
  const decidable = submissions.filter(
    (submission, i) => submission.progress === 'scored' && i < reachable.length,
  );
  const firstOpen = submissions.findIndex(({ progress }) => progress === 'pending' || progress === 'scored');
  const early = submissions.find(
    ({ progress }, i) => firstOpen !== -1 && i > firstOpen && progress === 'answered',
  );
  if (early) throw new Error(`submission ${early.id} was answered out of order`);
  return decidable;
}
