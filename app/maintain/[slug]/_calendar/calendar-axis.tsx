import { formatIsoDay } from '@/app/_ui/format-iso';
import { CalendarLine } from './calendar-line';
import type { CalendarLayout } from './lay-out-calendar';
import { listAxisTicks } from './list-axis-ticks';
import { placeOnAxis } from './place-on-axis';

/** The names of the months (or days), the present instant, and a tick for each rotation that comes. */
export function CalendarAxis({ layout, now }: { layout: CalendarLayout; now: Date }) {
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
        <Now x={placeOnAxis(layout, now)} name={formatIsoDay(now)} />
      </svg>
    </CalendarLine>
  );
}

/** What fills the bars of sealed rounds, here and in the lines below. */
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

function Ticks({ layout }: { layout: CalendarLayout }) {
  const ticks = listAxisTicks(layout.from, layout.to).map(({ at, label }) => ({
    label,
    x: placeOnAxis(layout, at),
  }));
  return ticks.map(({ x, label }, i) => {
    // A phone has no room for these names.
    const isSpare = (i % 2 === 1 && ticks.length > 4) || x > 76;
    return (
      <g key={x}>
        <line className="stroke-rule" x1={`${x}%`} x2={`${x}%`} y1="4" y2="100%" />
        {/* A name at the right edge would run out of the picture. */}
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

function Now({ x, name }: { x: number; name: string }) {
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
