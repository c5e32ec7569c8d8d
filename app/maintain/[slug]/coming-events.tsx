import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatDuration } from '@/app/_ui/format-quantity';
import { CheckGlyph } from '@/app/_ui/glyphs/glyphs';
import { IsoInstant } from '@/app/_ui/instant';
import { LocalInstant } from '@/app/_ui/local-instant';
import { Section } from '@/app/_ui/page/section';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import {
  type ComingEvent,
  type ComingState,
  listComingEvents,
} from '@/lib/core/round/schedule/list-coming-events';
import { uploadId } from './upload-section';

/** How many coming instants are told; more happens at one of them. */
const instantsShown = 3;

const warnings: ReadonlySet<ComingEvent['kind']> = new Set(['is_overdue', 'is_frozen', 'becomes_overdue']);

/** What will happen by itself and when, and what the maintainer has to do for it. */
export function ComingEvents({
  slug,
  state,
  rounds,
}: {
  slug: string;
  state: ComingState;
  rounds: readonly MaintainedRoundView[];
}) {
  const events = listComingEvents(state, instantsShown);
  const titles = new Map(rounds.map(({ number, title }) => [String(number), title]));
  const titleOf = (roundId: string) => titles.get(roundId) ?? `Round ${roundId}`;
  return (
    <Section title="What happens next" aside="automatically, unless a maintainer changes it before">
      {events.length === 0 && (
        <p className="text-ink-2">
          Nothing: no round is open, none is sealed with a date, and no rotation of a schedule is due.
        </p>
      )}
      <ol className="text-data/[1.45]">
        {events.map((event, i) => (
          <EventItem
            key={`${event.kind} ${'roundId' in event ? event.roundId : ''} ${event.at.getTime()}`}
            event={event}
            now={state.now}
            words={describeEvent(event, {
              ...{ slug, titleOf },
              nextRotationAt: state.nextRotationAt,
              hasSteps: rounds.length > 0,
            })}
            isAtTheSameTime={i > 0 && events[i - 1]!.at.getTime() === event.at.getTime()}
          />
        ))}
      </ol>
    </Section>
  );
}

function EventItem({
  event,
  now,
  words: { what, means, todo },
  isAtTheSameTime,
}: {
  event: ComingEvent;
  now: Date;
  words: EventWords;
  isAtTheSameTime: boolean;
}) {
  const isWarning = warnings.has(event.kind);
  return (
    <li
      className={`grid grid-cols-[270px_minmax(0,1.3fr)_minmax(0,1fr)] gap-x-s5 gap-y-2 max-table:grid-cols-[minmax(0,1fr)] ${spaceOf(isWarning, isAtTheSameTime)}`}
    >
      <p className={isAtTheSameTime ? 'sr-only' : undefined}>
        <When event={event} now={now} />
      </p>
      <p className={isAtTheSameTime ? 'col-start-2 max-table:col-start-1' : undefined}>
        <b className={`font-semibold wrap-anywhere ${isWarning ? 'text-over' : ''}`}>
          {isWarning && <CheckGlyph result="warn" className="mr-6" />}
          {what}
        </b>
        <span className="block text-small text-ink-2">{means}</span>
      </p>
      <p className={`text-small ${todo === null ? 'max-table:hidden' : ''}`}>
        {todo ?? <span className={isWarning ? 'text-ink-2' : 'text-ink-3'}>by itself</span>}
      </p>
    </li>
  );
}

/** Events of one instant stand together; a warning stands on magenta. */
function spaceOf(isWarning: boolean, isAtTheSameTime: boolean): string {
  const edge = isAtTheSameTime ? '' : 'border-t border-rule first:border-t-0';
  if (isWarning) return `${edge} -mx-12 bg-over-t px-12 py-10`;
  return isAtTheSameTime ? 'pb-10' : `${edge} py-10 first:pt-0`;
}

function When({ event, now }: { event: ComingEvent; now: Date }): ReactNode {
  const at = event.at.toISOString();
  const leftMs = event.at.getTime() - now.getTime();
  const isSo = event.kind === 'is_overdue' || event.kind === 'is_frozen';
  if (!isSo && leftMs <= 0) return 'now';
  return (
    <>
      {isSo && 'since '}
      <IsoInstant at={at} />
      <span className="block text-small text-ink-2">
        {isSo ? formatDuration(-leftMs) : `in ${formatDuration(leftMs)}`}
        <LocalInstant at={at} isIso />
      </span>
    </>
  );
}

type EventWords = {
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
const describeEvent = <K extends Kind>(event: EventOf<K>, context: Context): EventWords =>
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
