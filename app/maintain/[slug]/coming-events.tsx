import type { ReactNode } from 'react';
import { formatDuration } from '@/app/_ui/format-duration';
import { CheckGlyph } from '@/app/_ui/glyphs/check-glyph';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { LocalInstant } from '@/app/_ui/local-instant';
import { Section } from '@/app/_ui/page/section';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import {
  type ComingEvent,
  type ComingState,
  listComingEvents,
} from '@/lib/core/round/schedule/list-coming-events';
import { describeEvent, type EventWords } from './describe-event';

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
