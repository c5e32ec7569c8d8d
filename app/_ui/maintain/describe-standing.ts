import type { MaintainedRoundView } from '@/lib/contracts/round';

/** How a benchmark stands and what comes next, in a sentence or two. @param rounds newest first */
export function describeStanding(rounds: readonly MaintainedRoundView[]): string {
  const open = rounds.find((round) => round.state === 'open');
  const sealed = rounds.findLast((round) => round.state === 'sealed');
  // An old draft with problems was left for a corrected one.
  const draft = rounds.find(
    (round, i) => round.state === 'draft' && (i === 0 || round.check?.problem_count === 0),
  );
  const now = open ? `${open.title} is open.` : 'No round is open.';
  if (sealed) return `${now} ${sealed.title} is sealed and waits to be opened.`;
  if (!draft) return `${now} The next test set is still to be uploaded.`;
  if (!draft.check) return `${now} The test set of ${draft.title} is being checked.`;
  return draft.check.problem_count === 0
    ? `${now} ${draft.title} has passed its check and can be sealed.`
    : `${now} ${draft.title} has problems and cannot be sealed.`;
}
