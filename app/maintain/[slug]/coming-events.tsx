import type { ReactNode } from 'react';
import { formatDuration } from '@/app/_ui/format-duration';
import { CheckGlyph } from '@/app/_ui/glyphs/check-glyph';
import { Instant } from '@/app/_ui/instant';
import { LocalInstant } from '@/app/_ui/local-instant';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import {
  type ComingEvent,
  type ComingState,
  listComingEvents,
} from '@/lib/core/round/schedule/list-coming-events';
import { describeEvent } from './describe-event';

/** How many coming instants are told; more happens at one of them. */
const instantsShown = 3;

const troubles: ReadonlySet<ComingEvent['kind']> = new Set(['is_overdue', 'is_frozen', 'becomes_overdue']);

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
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>What happens next</h2>
        <p className="small muted">by itself, if nobody does anything until then</p>
      </div>
      {events.length === 0 && (
        <p className="muted">
          Nothing: no round is open, none is sealed with a date, and no rotation of a schedule is due.
        </p>
      )}
      <ol className="coming">
        {events.map((event, i) => (
          <EventItem
            key={`${event.kind} ${'roundId' in event ? event.roundId : ''} ${event.at.getTime()}`}
            slug={slug}
            event={event}
            isAtTheSameTime={i > 0 && events[i - 1]!.at.getTime() === event.at.getTime()}
            titleOf={(roundId) => titles.get(roundId) ?? `Round ${roundId}`}
            state={state}
          />
        ))}
      </ol>
    </section>
  );
}

function EventItem(of: {
  slug: string;
  event: ComingEvent;
  isAtTheSameTime: boolean;
  titleOf: (roundId: string) => string;
  state: ComingState;
}) {
  const { event, state } = of;
  const { what, means, todo } = describeEvent(event, { ...of, nextRotationAt: state.nextRotationAt });
  const isTrouble = troubles.has(event.kind);
  return (
    <li className={isTrouble ? 'is-trouble' : undefined}>
      <p className={of.isAtTheSameTime ? 'coming-when again' : 'coming-when'}>
        <When event={event} now={state.now} />
      </p>
      <p className="coming-what">
        <b>
          {isTrouble && <CheckGlyph result="warn" />}
          {what}
        </b>
        <span className="small muted">{means}</span>
      </p>
      <p className="coming-todo small">{todo ?? <span className="faint">by itself</span>}</p>
    </li>
  );
}

function When({ event, now }: { event: ComingEvent; now: Date }): ReactNode {
  const at = event.at.toISOString();
  const leftMs = event.at.getTime() - now.getTime();
  const isSo = event.kind === 'is_overdue' || event.kind === 'is_frozen';
  if (!isSo && leftMs <= 0) return 'now';
  return (
    <>
      {isSo && 'since '}
      <Instant at={at} />
      <span className="small muted">
        {isSo ? formatDuration(-leftMs) : `in ${formatDuration(leftMs)}`}
        <LocalInstant at={at} />
      </span>
    </>
  );
}
