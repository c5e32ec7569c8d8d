import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatDuration } from '@/app/_ui/format-quantity';
import { CheckGlyph } from '@/app/_ui/glyphs/glyphs';
import { IsoInstant } from '@/app/_ui/instant';
import { LocalInstant } from '@/app/_ui/local-instant';
import { Section } from '@/app/_ui/page/section';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { toSchedule } from '@/lib/contracts/schedule';
import {
  type ComingEvent,
  type ComingState,
  listComingEvents,
} from '@/lib/core/round/schedule/list-coming-events';
import { uploadId } from './upload-section';

/** Maximum number of different times of events that are shown; several events may happen at one time. */
const instantsShown = 3;

const warnings: ReadonlySet<ComingEvent['kind']> = new Set(['is_overdue', 'is_frozen', 'becomes_overdue']);

type Props = {
  slug: string;
  state: ComingState;
  rounds: readonly MaintainedRoundView[];
};

/** The next automatic events with their dates, and what the maintainer has to do. */
export function ComingEvents({ slug, state, rounds }: Props) {
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
              ...{ slug, titleOf, inputs: state.inputs },
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
        <EventTime event={event} now={now} />
      </p>
      <p className={isAtTheSameTime ? 'col-start-2 max-table:col-start-1' : undefined}>
        <b className={`font-semibold wrap-anywhere ${isWarning ? 'text-over' : ''}`}>
          {isWarning && <CheckGlyph result="warn" className="mr-6" />}
          {what}
        </b>
        <span className="block text-small text-ink-2">{means}</span>
      </p>
      <p className={`text-small ${todo === null ? 'max-table:hidden' : ''}`}>
        {todo ?? <span className={isWarning ? 'text-ink-2' : 'text-ink-3'}>automatic</span>}
      </p>
    </li>
  );
}

/** Classes of an event: events at the same time are grouped, and a warning is magenta. */
function spaceOf(isWarning: boolean, isAtTheSameTime: boolean): string {
  const edge = isAtTheSameTime ? '' : 'border-t border-rule first:border-t-0';
  if (isWarning) return `${edge} -mx-12 bg-over-t px-12 py-10`;
  return isAtTheSameTime ? 'pb-10' : `${edge} py-10 first:pt-0`;
}

function EventTime({ event, now }: { event: ComingEvent; now: Date }): ReactNode {
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
  /** Task of the maintainer; null if there is none. */
  todo: ReactNode;
};

type Context = Pick<ComingState, 'inputs'> & {
  slug: string;
  titleOf: (roundId: string) => string;
  nextRotationAt: Date | null;
  /** False before the first upload, when the page has no steps to link to. */
  hasSteps: boolean;
};

type Kind = ComingEvent['kind'];

type EventOf<K extends Kind> = Extract<ComingEvent, { kind: K }>;

const SealLink = ({ isLink }: { isLink: boolean }) => (isLink ? <a href="#steps">seal it</a> : 'seal it');

const describeEvent = <K extends Kind>(event: EventOf<K>, context: Context): EventWords =>
  words[event.kind as K](event, context);

const words: { readonly [K in Kind]: (event: EventOf<K>, context: Context) => EventWords } = {
  is_overdue: (_, { nextRotationAt, hasSteps }) => ({
    what: 'The refresh is overdue',
    means: 'A rotation was due and no sealed round could open. The public page says so.',
    todo: (
      <>
        <a href={`#${uploadId}`}>Upload a test set</a> and <SealLink isLink={hasSteps} />.{' '}
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
        Before then: <a href={`#${uploadId}`}>upload a test set</a> and <SealLink isLink={hasSteps} />.
      </>
    ),
  }),
  inputs_written: ({ roundId }, { titleOf }) => ({
    what: `The inputs of ${titleOf(roundId)} are written`,
    means: 'The scorer prepares them, so that the opening is instant. They aren’t public before.',
    todo: null,
  }),
  opens: ({ roundId, closesAt }, { titleOf, inputs }) => ({
    what: `${titleOf(roundId)} opens`,
    means: (
      <>
        {inputs === 'public' ? 'Its inputs are public and submissions' : 'Submissions'} are accepted, until{' '}
        <IsoInstant at={closesAt.toISOString()} />
        {inputs === 'hidden' && '; its inputs stay hidden until the reveal'}.
      </>
    ),
    todo: null,
  }),
  closes: ({ roundId }, { titleOf }) => ({
    what: `${titleOf(roundId)} closes`,
    means: 'It accepts no more submissions.',
    todo: null,
  }),
  ranking_official: ({ roundId, unfinishedCount }, { titleOf }) => ({
    what: `The ranking of ${titleOf(roundId)} becomes official`,
    means:
      unfinishedCount > 0
        ? `As soon as ${unfinishedCount === 1 ? 'one unfinished submission is' : `${unfinishedCount} unfinished submissions are`} scored.`
        : 'As soon as all accepted submissions are scored, on the final split.',
    todo: null,
  }),
  revealed: ({ roundId }, { titleOf }) => ({
    what: `${titleOf(roundId)} is revealed`,
    means: 'Its items, labels, secret and prediction files become public, for good.',
    todo: 'If anything is wrong with it, freeze it before then.',
  }),
};

type Benchmark = Pick<
  BenchmarkView,
  'inputs' | 'schedule' | 'next_rotation_at' | 'overdue_since' | 'reveals_after_rounds'
>;

/** The input from which events are forecast. A round's id in it is the round's number. */
export function comingStateOf(
  benchmark: Benchmark,
  rounds: readonly MaintainedRoundView[],
  now: Date,
): ComingState {
  const open = rounds.find((round) => round.state === 'open');
  const closedAts = rounds.flatMap(({ closed_at }) => (closed_at === null ? [] : [Date.parse(closed_at)]));
  return {
    now,
    schedule: toSchedule(benchmark.schedule),
    nextRotationAt: toDate(benchmark.next_rotation_at),
    overdueSince: toDate(benchmark.overdue_since),
    inputs: benchmark.inputs,
    revealsAfterRounds: benchmark.reveals_after_rounds,
    open: open?.closes_at
      ? {
          roundId: String(open.number),
          closesAt: new Date(open.closes_at),
          openedAt: toDate(open.opened_at),
        }
      : null,
    sealed: rounds
      .filter((round) => round.state === 'sealed')
      .map((round) => ({
        roundId: String(round.number),
        queueOrder: round.queue_order,
        opensAt: toDate(round.opens_at),
        closesAt: toDate(round.closes_at),
        sealedAt: toDate(round.sealed_at),
      })),
    lastClosedAt: closedAts.length > 0 ? new Date(Math.max(...closedAts)) : null,
    closed: rounds.flatMap(({ number, state, opened_at, submissions }) =>
      (state === 'closed' || state === 'revealed') && opened_at
        ? [
            {
              roundId: String(number),
              openedAt: new Date(opened_at),
              isRevealed: state === 'revealed',
              unfinishedCount: submissions.unfinished,
            },
          ]
        : [],
    ),
    frozen: rounds.flatMap(({ number, state, frozen_at }) =>
      state === 'frozen' && frozen_at ? [{ roundId: String(number), frozenAt: new Date(frozen_at) }] : [],
    ),
  };
}

const toDate = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));
