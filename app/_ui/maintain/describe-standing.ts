import type { MaintainedRoundView } from '@/lib/contracts/round';
import { decideSealable, type Sealable } from './decide-sealable';

/** How a benchmark stands and what comes next, in a sentence or two. @param rounds newest first */
export function describeStanding(rounds: readonly MaintainedRoundView[], isOverdue: boolean): string {
  const open = rounds.find((round) => round.state === 'open');
  const sealed = rounds
    .filter((round) => round.state === 'sealed')
    .reduce<MaintainedRoundView | null>((a, b) => (a && a.queue_order < b.queue_order ? a : b), null);
  // An old draft with problems was left for a corrected one.
  const draft = rounds.find(
    (round, i) => round.state === 'draft' && (i === 0 || decideSealable(round) === 'ready'),
  );
  const isOpen = open ? `${open.title} is open.` : 'No round is open.';
  const now = isOverdue ? `The refresh is overdue. ${isOpen}` : isOpen;
  if (sealed) return `${now} ${sealed.title} is sealed and waits to be opened.`;
  if (!draft) return `${now} The next test set is still to be uploaded.`;
  return `${now} ${describeDraft[decideSealable(draft)](draft.title)}`;
}

const describeDraft: Readonly<Record<Sealable, (title: string) => string>> = {
  checking: (title) => `The test set of ${title} is being checked.`,
  ready: (title) => `${title} has passed its checks and can be sealed.`,
  blocked: (title) => `${title} is blocked by its checks and cannot be sealed.`,
  'has-problems': (title) => `${title} has problems and cannot be sealed.`,
};
