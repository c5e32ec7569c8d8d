import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatIsoDay } from '@/app/_ui/format-instant';
import { CheckGlyph, RoundGlyph } from '@/app/_ui/glyphs/glyphs';
import { IsoInstant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { ComingState } from '@/lib/core/round/schedule/list-coming-events';
import { CalendarBars } from './calendar-bars';
import {
  type CalendarLayout,
  type CalendarRow,
  layOutCalendar,
  listAxisTicks,
  placeOnAxis,
} from './lay-out-calendar';

type CalendarSectionProps = {
  slug: string;
  state: ComingState;
  rounds: readonly MaintainedRoundView[];
};

/** A calendar of past and planned rounds on one time axis. Each row also has its dates in words. */
export function CalendarSection({ state, rounds, slug }: CalendarSectionProps) {
  const layout = layOutCalendar(state, rounds);
  const { now } = state;
  return (
    <Section title="Calendar" aside="UTC; dashed: planned; a tick above: a rotation">
      {layout ? (
        <>
          <CalendarAxis layout={layout} now={now} />
          <ol>
            {layout.rows.map((row) => (
              <CalendarRowItem
                key={row.round?.number ?? `missing ${row.opensAt?.getTime()}`}
                slug={slug}
                row={row}
                layout={layout}
                now={now}
              />
            ))}
          </ol>
        </>
      ) : (
        <p className="text-ink-2">
          No round is sealed and no rotation is due.{' '}
          <Link href={`/maintain/${slug}/schedule`}>Set a schedule</Link>, or upload a test set below.
        </p>
      )}
    </Section>
  );
}

type CalendarRowItemProps = {
  slug: string;
  row: CalendarRow;
  layout: CalendarLayout;
  now: Date;
};

/** A row for a round, or for a period without one: name, state, bars and dates. */
function CalendarRowItem({ slug, row, layout, now }: CalendarRowItemProps) {
  return (
    <CalendarLine as="li">
      <div className="min-w-0 py-5 wrap-anywhere max-phone:flex max-phone:flex-wrap max-phone:items-baseline max-phone:gap-x-s3 max-phone:pb-0">
        <RowName slug={slug} row={row} />
      </div>
      <CalendarBars segments={row.segments} layout={layout} now={now} />
      <p className="text-small/[1.35] text-ink-2">
        {row.opensAt ? (
          <>
            <IsoInstant at={row.opensAt.toISOString()} precision="day" /> to{' '}
            <IsoInstant at={row.closesAt?.toISOString() ?? null} precision="day" />
          </>
        ) : (
          'no date yet'
        )}
      </p>
    </CalendarLine>
  );
}

const nameClasses = 'block py-2 font-serif text-h3/[1.25] font-medium normal-nums';

function RowName({ slug, row: { round } }: { slug: string; row: CalendarRow }) {
  if (!round)
    return (
      <b className={`${nameClasses} text-over`}>
        <CheckGlyph result="warn" className="mr-6" />
        No sealed round
      </b>
    );
  return (
    <>
      <Link
        href={`/maintain/${slug}/rounds/${round.number}`}
        className={`${nameClasses} text-ink no-underline hover:underline`}
      >
        {round.title}
      </Link>
      <StateLabel isUrgent={round.state === 'open' || round.state === 'frozen'}>
        <RoundGlyph state={round.state} />
        {round.state}
      </StateLabel>
    </>
  );
}

/** The state of a round with its symbol. @param isUrgent true for an open round or a problem, which is coloured */
function StateLabel({ isUrgent, children }: { isUrgent: boolean; children: ReactNode }) {
  return (
    <span
      className={`flex items-center gap-6 text-small/[1.3] [&>.glyph]:size-11 ${isUrgent ? 'text-over' : 'text-ink-2'}`}
    >
      {children}
    </span>
  );
}

/** The time axis: dates, the present, and a tick for each planned rotation. */
function CalendarAxis({ layout, now }: { layout: CalendarLayout; now: Date }) {
  return (
    <CalendarLine as="div">
      <svg
        aria-hidden="true"
        className="col-start-2 h-40 w-full max-phone:col-span-full max-phone:row-start-1"
      >
        <Hatch />
        <Ticks layout={layout} />
        {layout.rotationAts.map((at) => {
          const x = `${placeOnAxis(layout, at)}%`;
          return (
            <line key={at.getTime()} className="stroke-ink" strokeWidth="2" x1={x} x2={x} y1="34" y2="40" />
          );
        })}
        <NowLine x={placeOnAxis(layout, now)} name={formatIsoDay(now)} />
      </svg>
    </CalendarLine>
  );
}

/** The SVG pattern of sealed bars, which the rows below use too. */
function Hatch() {
  return (
    <defs>
      <pattern
        id="cal-hatch"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path className="stroke-rule-2" strokeWidth="1.4" d="M0 0v6" />
      </pattern>
    </defs>
  );
}

/** Width of a date on the axis of the narrowest phone, in per cent of the axis. */
const phoneLabelWidth = 25;

function Ticks({ layout }: { layout: CalendarLayout }) {
  const ticks = listAxisTicks(layout.from, layout.to).map(({ at, label }) => ({
    label,
    x: placeOnAxis(layout, at),
  }));
  let labelledX = Number.NEGATIVE_INFINITY;
  return ticks.map(({ x, label }) => {
    const isSpare = x - labelledX < phoneLabelWidth || x > 100 - phoneLabelWidth;
    if (!isSpare) labelledX = x;
    return (
      <g key={x}>
        <line className="stroke-rule" x1={`${x}%`} x2={`${x}%`} y1="4" y2="100%" />
        {/* A label near the right edge would be cut off, so it is left out. */}
        {x < 94 && (
          <text
            className={`fill-ink font-sans text-small font-medium normal-nums ${isSpare ? 'max-phone:hidden' : ''}`}
            x={`${x}%`}
            dx="6"
            y="16"
          >
            {label}
          </text>
        )}
      </g>
    );
  });
}

function NowLine({ x, name }: { x: number; name: string }) {
  const isAtTheRight = x > 80;
  return (
    <>
      <line className="stroke-over" strokeWidth="1.25" x1={`${x}%`} x2={`${x}%`} y1="22" y2="100%" />
      <text
        className="fill-over font-sans text-micro font-medium normal-nums"
        x={`${x}%`}
        dx={isAtTheRight ? -5 : 5}
        y="30"
        textAnchor={isAtTheRight ? 'end' : 'start'}
      >
        {name}
      </text>
    </>
  );
}

/** The columns of a row of the calendar: name, picture and dates. On a phone the picture is below. */
function CalendarLine({ as: Line, children }: { as: 'div' | 'li'; children: ReactNode }) {
  return (
    <Line
      className={`grid grid-cols-[176px_minmax(0,1fr)_172px] items-center gap-x-s4 max-wide:grid-cols-[132px_minmax(0,1fr)_104px] max-phone:grid-cols-[minmax(0,1fr)_auto] max-phone:gap-x-s3 ${Line === 'li' ? 'border-t border-rule last:border-b' : ''}`}
    >
      {children}
    </Line>
  );
}
