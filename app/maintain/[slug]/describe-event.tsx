import Link from 'next/link';
import type { ReactNode } from 'react';
import { Instant } from '@/app/_ui/instant';
import type { ComingEvent } from '@/lib/core/round/schedule/list-coming-events';

type Described = {
  what: string;
  means: ReactNode;
  /** Null where nobody has to do anything. */
  todo: ReactNode;
};

/** A coming event in words: what, what it means, and what its maintainers have to do. */
export function describeEvent(
  event: ComingEvent,
  {
    slug,
    titleOf,
    nextRotationAt,
  }: { slug: string; titleOf: (roundId: string) => string; nextRotationAt: Date | null },
): Described {
  switch (event.kind) {
    case 'is_overdue':
      return {
        what: 'The refresh is overdue',
        means: 'A rotation was due and no sealed round could open. The public page says so.',
        todo: (
          <>
            <a href="#next-test-set">Upload a test set</a> and <a href="#steps">seal it</a>.{' '}
            {nextRotationAt ? (
              <>
                It opens on <Instant at={nextRotationAt.toISOString()} />, or by hand at once.
              </>
            ) : (
              'Then open it by hand: no further rotation is due.'
            )}
          </>
        ),
      };
    case 'is_frozen':
      return {
        what: `${titleOf(event.roundId)} is frozen`,
        means: 'It takes no submission, its ranking doesn’t count, and nothing happens to it by itself.',
        todo: (
          <>
            <Link href={`/maintain/${slug}/rounds/${event.roundId}`}>Unfreeze or invalidate it</Link>.
          </>
        ),
      };
    case 'becomes_overdue':
      return {
        what: 'The refresh will be overdue',
        means: 'A rotation is due and no sealed round waits for it.',
        todo: (
          <>
            Before then: <a href="#next-test-set">upload a test set</a> and <a href="#steps">seal it</a>.
          </>
        ),
      };
    case 'inputs_written':
      return {
        what: `The inputs of ${titleOf(event.roundId)} are written`,
        means: 'The scorer prepares them, so that the opening is instant. Nobody is given them before.',
        todo: null,
      };
    case 'opens':
      return {
        what: `${titleOf(event.roundId)} opens`,
        means: (
          <>
            Its inputs are public and submissions are taken, until{' '}
            <Instant at={event.closesAt.toISOString()} />.
          </>
        ),
        todo: null,
      };
    case 'closes':
      return {
        what: `${titleOf(event.roundId)} closes`,
        means: 'It takes no submission any more.',
        todo: null,
      };
    case 'ranking_official':
      return {
        what: `The ranking of ${titleOf(event.roundId)} becomes official`,
        means:
          event.unfinishedCount > 0
            ? `As soon as ${event.unfinishedCount === 1 ? 'one submission that is' : `${event.unfinishedCount} submissions that are`} under way ${event.unfinishedCount === 1 ? 'is' : 'are'} scored.`
            : 'As soon as everything that was accepted by then is scored, on the final part.',
        todo: null,
      };
    case 'revealed':
      return {
        what: `${titleOf(event.roundId)} is revealed`,
        means: 'Its items, labels, secret and prediction files become public, for good.',
        todo: 'If anything is wrong with it, freeze it before then.',
      };
  }
}
