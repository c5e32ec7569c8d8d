import Link from 'next/link';
import { CheckGlyph } from '@/app/_ui/glyphs/check-glyph';
import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import { Instant } from '@/app/_ui/instant';
import type { CalendarLayout, CalendarRow } from './lay-out-calendar';
import { listAxisTicks } from './list-axis-ticks';
import type { CalendarSegment } from './list-segments';
import { placeOnAxis } from './place-on-axis';

/** Bars narrower than this, in per cent of the picture, carry no word. */
const labelledMin = 7;

/** One round, or a period without one: its name, state and dates in words, and its bars. */
export function CalendarRowItem({
  slug,
  row,
  layout,
  now,
}: {
  slug: string;
  row: CalendarRow;
  layout: CalendarLayout;
  now: Date;
}) {
  const nowX = placeOnAxis(layout, now);
  return (
    <li className={row.round ? row.round.state : 'missing'}>
      <div className="cal-name">
        <RowName slug={slug} row={row} />
      </div>
      <svg className="cal-bars" aria-hidden="true">
        {listAxisTicks(layout.from, layout.to).map(({ at }) => {
          const x = `${placeOnAxis(layout, at)}%`;
          return <line key={at.getTime()} className="grid" x1={x} x2={x} y1="0" y2="100%" />;
        })}
        {row.segments.map((segment) => (
          <Bar key={`${segment.kind} ${segment.from.getTime()}`} segment={segment} layout={layout} />
        ))}
        <line className="now" x1={`${nowX}%`} x2={`${nowX}%`} y1="0" y2="100%" />
        {listLabels(row.segments, layout).map(({ kind, x, isComing }) => (
          <text key={kind} className={`word ${kind}${isComing ? ' to-come' : ''}`} x={`${x}%`} dx="6" y="20">
            {kind === 'missing' ? 'no sealed round' : kind}
          </text>
        ))}
      </svg>
      <p className="cal-dates">
        {row.opensAt ? (
          <>
            <Instant at={row.opensAt.toISOString()} precision="shortDay" /> to{' '}
            <Instant at={row.closesAt?.toISOString() ?? null} precision="day" />
          </>
        ) : (
          'no date yet'
        )}
      </p>
    </li>
  );
}

function RowName({ slug, row: { round } }: { slug: string; row: CalendarRow }) {
  if (!round)
    return (
      <>
        <b className="over">No round</b>
        <span className="st over">
          <CheckGlyph result="warn" />
          missing
        </span>
      </>
    );
  return (
    <>
      <Link href={`/maintain/${slug}/rounds/${round.number}`}>{round.title}</Link>
      <span className="st">
        <RoundGlyph state={round.state} />
        {round.state}
      </span>
    </>
  );
}

function Bar({
  segment: { kind, from, to, isComing },
  layout,
}: {
  segment: CalendarSegment;
  layout: CalendarLayout;
}) {
  const x = placeOnAxis(layout, from);
  const end = placeOnAxis(layout, to);
  const isLine = kind === 'revealed' || kind === 'invalidated';
  return (
    <g className={`bar ${kind}${isComing ? ' to-come' : ''}`}>
      {!isLine && <rect x={`${x}%`} width={`${(end - x).toFixed(2)}%`} y="5" height="22" />}
      <line x1={`${x}%`} x2={`${end}%`} y1="27" y2="27" />
    </g>
  );
}

/** One word for each kind of bar, where it begins: a bar that `now` splits is one to the reader. */
function listLabels(segments: readonly CalendarSegment[], layout: CalendarLayout) {
  const kinds = [...new Set(segments.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const of = segments.filter((segment) => segment.kind === kind);
    const x = placeOnAxis(layout, of[0]!.from);
    const width = placeOnAxis(layout, of.at(-1)!.to) - x;
    return width < labelledMin ? [] : [{ kind, x, isComing: of[0]!.isComing }];
  });
}
