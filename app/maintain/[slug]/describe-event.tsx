import Link from 'next/link';
import type { ReactNode } from 'react';
import { IsoInstant } from '@/app/_ui/iso-instant';
import type { ComingEvent } from '@/lib/core/round/schedule/list-coming-events';
import { uploadId } from './upload-section';

export type EventWords = {
  what: string;
  means: ReactNode;
  /** Null where nobody has to do anything. */
  todo: ReactNode;
};

type Context = {
  slug: string;
  titleOf: (roundId: string) => string;
  nextRotationAt: Date | null;
  /** Before the first upload the page has no step to lead to. */
  hasSteps: boolean;
};
type Kind = ComingEvent['kind'];
type EventOf<K extends Kind> = Extract<ComingEvent, { kind: K }>;

const SealIt = ({ isLink }: { isLink: boolean }) => (isLink ? <a href="#steps">seal it</a> : 'seal it');

/** A coming event in words: what, what it means, and what its maintainers have to do. */
export const describeEvent = <K extends Kind>(event: EventOf<K>, context: Context): EventWords =>
  words[event.kind as K](event, context);

const words: { readonly [K in Kind]: (event: EventOf<K>, context: Context) => EventWords } = {
  is_overdue: (_, { nextRotationAt, hasSteps }) => ({
    what: 'The refresh is overdue',
    means: 'A rotation was due and no sealed round could open. The public page says so.',
    todo: (
      <>
        <a href={`#${uploadId}`}>Upload a test set</a> and <SealIt isLink={hasSteps} />.{' '}
        {nextRotationAt ? (
          <>
            It opens on <IsoInstant at={nextRotationAt.toISOString()} />, or by hand at once.
          </>
        ) : (
          'Then open it by hand: no further rotation is due.'
        )}
      </>
    ),
  }),
  is_frozen: ({ roundId }, { slug, titleOf }) => ({
    what: `${titleOf(roundId)} is frozen`,
    means: 'It accepts no submission, its ranking doesn’t count, and the schedule leaves it as it is.',
    todo: (
      <>
        <Link href={`/maintain/${slug}/rounds/${roundId}`}>Unfreeze or invalidate it</Link>.
      </>
    ),
  }),
  becomes_overdue: (_, { hasSteps }) => ({
    what: 'The refresh will be overdue',
    means: 'A rotation is due and no sealed round waits for it.',
    todo: (
      <>
        Before then: <a href={`#${uploadId}`}>upload a test set</a> and <SealIt isLink={hasSteps} />.
      </>
    ),
  }),
  inputs_written: ({ roundId }, { titleOf }) => ({
    what: `The inputs of ${titleOf(roundId)} are written`,
    means: 'The scorer prepares them, so that the opening is instant. They aren’t public before.',
    todo: null,
  }),
  opens: ({ roundId, closesAt }, { titleOf }) => ({
    what: `${titleOf(roundId)} opens`,
    means: (
      <>
        Its inputs are public and submissions are taken, until <IsoInstant at={closesAt.toISOString()} />.
      </>
    ),
    todo: null,
  }),
  closes: ({ roundId }, { titleOf }) => ({
    what: `${titleOf(roundId)} closes`,
    means: 'It takes no submission any more.',
    todo: null,
  }),
  ranking_official: ({ roundId, unfinishedCount }, { titleOf }) => ({
    what: `The ranking of ${titleOf(roundId)} becomes official`,
    means:
      unfinishedCount > 0
        ? `As soon as ${unfinishedCount === 1 ? 'one submission that is' : `${unfinishedCount} submissions that are`} under way ${unfinishedCount === 1 ? 'is' : 'are'} scored.`
        : 'As soon as all accepted submissions are scored, on the final split.',
    todo: null,
  }),
  revealed: ({ roundId }, { titleOf }) => ({
    what: `${titleOf(roundId)} is revealed`,
    means: 'Its items, labels, secret and prediction files become public, for good.',
    todo: 'If anything is wrong with it, freeze it before then.',
  }),
};
