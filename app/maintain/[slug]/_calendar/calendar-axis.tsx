import type { CalendarLayout } from './lay-out-calendar';
import { listAxisTicks } from './list-axis-ticks';
import { placeOnAxis } from './place-on-axis';

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** The names of the months (or days), the present instant, and a tick for each rotation that comes. */
export function CalendarAxis({ layout, now }: { layout: CalendarLayout; now: Date }) {
  const nowX = placeOnAxis(layout, now);
  const ticks = listAxisTicks(layout.from, layout.to).map(({ at, label }) => ({
    label,
    x: placeOnAxis(layout, at),
  }));
  return (
    <div className="cal-axis">
      <svg aria-hidden="true">
        <defs>
          <pattern
            id="cal-hatch"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <path className="hatch" d="M0 0v6" />
          </pattern>
        </defs>
        {ticks.map(({ x, label }, i) => (
          <g key={x}>
            <line className="grid" x1={`${x}%`} x2={`${x}%`} y1="4" y2="100%" />
            {/* A name at the right edge would run out of the picture. */}
            {x < 94 && (
              <text
                className={(i % 2 === 1 && ticks.length > 4) || x > 76 ? 'name spare' : 'name'}
                x={`${x}%`}
                dx="6"
                y="16"
              >
                {label}
              </text>
            )}
          </g>
        ))}
        {layout.rotationAts.map((at) => {
          const x = `${placeOnAxis(layout, at)}%`;
          return <line key={at.getTime()} className="rotation" x1={x} x2={x} y1="34" y2="40" />;
        })}
        <line className="now" x1={`${nowX}%`} x2={`${nowX}%`} y1="22" y2="100%" />
        <text
          className="now-name"
          x={`${nowX}%`}
          dx={nowX > 80 ? -5 : 5}
          y="30"
          textAnchor={nowX > 80 ? 'end' : 'start'}
        >
          {dayFormat.format(now)}
        </text>
      </svg>
    </div>
  );
}
