import { formatDuration } from '@/app/_ui/format-duration';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { ComingState } from '@/lib/core/round/schedule/list-coming-events';
import { decideSealable, type Sealable } from './decide-sealable';
import { findNextOpening } from './find-next-opening';

/** How a benchmark stands and what comes next, in a sentence or two. @param rounds newest first */
export function describeStanding(rounds: readonly MaintainedRoundView[], coming: ComingState): string {
  const open = rounds.find((round) => round.state === 'open');
  const [sealed] = rounds
    .filter((round) => round.state === 'sealed')
    .sort((a, b) => a.queue_order - b.queue_order);
  // An old draft with problems was left for a corrected one.
  const draft = rounds.find(
    (round, i) => round.state === 'draft' && (i === 0 || decideSealable(round) === 'ready'),
  );
  const isOpen = open ? `${open.title} is open.` : 'No round is open.';
  const now = coming.overdueSince ? `The refresh is overdue. ${isOpen}` : isOpen;
  const opening = findNextOpening(coming);
  const next = opening && rounds.find(({ number }) => opening.roundId === String(number));
  if (next) return `${now} ${next.title} opens automatically ${describeWait(opening.at, coming.now)}.`;
  if (sealed) return `${now} ${sealed.title} is sealed and waits to be opened by hand.`;
  if (!draft) return `${now} The next test set is still to be uploaded.`;
  return `${now} ${describeDraft[decideSealable(draft)](draft.title)}`;
}

function describeWait(at: Date, now: Date): string {
  const leftMs = at.getTime() - now.getTime();
  return leftMs > 0 ? `in ${formatDuration(leftMs)}` : 'now';
}

const describeDraft: Readonly<Record<Sealable, (title: string) => string>> = {
  checking: (title) => `The test set of ${title} is being checked.`,
  ready: (title) => `${title} has passed its checks and can be sealed.`,
  blocked: (title) => `${title} is blocked by its checks and cannot be sealed.`,
  'has-problems': (title) => `${title} has problems and cannot be sealed.`,
};
