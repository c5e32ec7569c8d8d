import type { CalendarLayout, CalendarSegment } from './lay-out-calendar';
import { listAxisTicks, placeOnAxis } from './lay-out-calendar';

/** Minimum width of a bar that gets a label, in per cent of the picture's width. */
const labelledMin = 7;

type Props = {
  segments: readonly CalendarSegment[];
  layout: CalendarLayout;
  now: Date;
};

/** The past, present and planned states of a round, drawn as bars. */
export function CalendarBars({ segments, layout, now }: Props) {
  const nowX = `${placeOnAxis(layout, now)}%`;
  return (
    <svg
      aria-hidden="true"
      className="h-40 w-full overflow-hidden max-phone:col-span-full max-phone:row-start-2 max-phone:h-30"
    >
      {listAxisTicks(layout.from, layout.to).map(({ at }) => {
        const x = `${placeOnAxis(layout, at)}%`;
        return <line key={at.getTime()} className="stroke-rule" x1={x} x2={x} y1="0" y2="100%" />;
      })}
      {segments.map((segment) => (
        <Bar key={`${segment.kind} ${segment.from.getTime()}`} segment={segment} layout={layout} />
      ))}
      <line className="stroke-over" strokeWidth="1.25" x1={nowX} x2={nowX} y1="0" y2="100%" />
      {listLabels(segments, layout).map(({ kind, x, isPlanned }) => (
        <text
          key={kind}
          className={`font-sans text-small font-normal normal-nums max-phone:hidden ${wordClasses(kind, isPlanned)}`}
          x={`${x}%`}
          dx="6"
          y="20"
        >
          {kind === 'missing' ? null : kind}
        </text>
      ))}
    </svg>
  );
}

type Kind = CalendarSegment['kind'];

const dashed = '[stroke-dasharray:4_3]';
const onPaper = 'stroke-paper [paint-order:stroke] [stroke-linejoin:round] [stroke-width:6px]';

/** Fill and line at the bottom of a bar, by the state; a finished round has only the line. */
const looks: Readonly<Record<Kind, { ground: string; line: string }>> = {
  sealed: { ground: 'fill-[url(#cal-hatch)] opacity-55', line: 'stroke-rule-2' },
  open: { ground: 'fill-shallow-2', line: 'stroke-sea [stroke-width:1.75]' },
  closed: { ground: 'fill-ink-2', line: 'stroke-rule-2' },
  frozen: { ground: 'fill-over-t stroke-over', line: 'stroke-rule-2' },
  missing: { ground: `fill-none stroke-over ${dashed}`, line: 'stroke-none' },
  revealed: { ground: '', line: 'stroke-rule-2' },
  invalidated: { ground: '', line: 'stroke-rule-2' },
};
/** The same for planned states. */
const plannedLooks: typeof looks = {
  ...looks,
  open: { ground: 'fill-shallow-1', line: looks.open.line },
  closed: { ground: `fill-none stroke-rule-2 ${dashed}`, line: 'stroke-none' },
};

function Bar({
  segment: { kind, from, to, isPlanned },
  layout,
}: {
  segment: CalendarSegment;
  layout: CalendarLayout;
}) {
  const x = placeOnAxis(layout, from);
  const end = placeOnAxis(layout, to);
  const { ground, line } = (isPlanned ? plannedLooks : looks)[kind];
  return (
    <g>
      {ground && <rect className={ground} x={`${x}%`} width={`${(end - x).toFixed(2)}%`} y="5" height="22" />}
      <line className={`${line} ${isPlanned ? dashed : ''}`} x1={`${x}%`} x2={`${end}%`} y1="27" y2="27" />
    </g>
  );
}

function wordClasses(kind: Kind, isPlanned: boolean): string {
  if (kind === 'missing') return `fill-over ${onPaper}`;
  if (kind === 'sealed') return `fill-ink ${onPaper}`;
  if (kind === 'revealed' || kind === 'invalidated') return 'fill-ink-2';
  return kind === 'closed' && !isPlanned ? 'fill-paper' : 'fill-ink';
}

/** Each state is labelled once, at its first bar: a state that spans `now` has two bars. */
function listLabels(segments: readonly CalendarSegment[], layout: CalendarLayout) {
  const kinds = [...new Set(segments.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const alike = segments.filter((segment) => segment.kind === kind);
    const x = placeOnAxis(layout, alike[0]!.from);
    const width = placeOnAxis(layout, alike.at(-1)!.to) - x;
    return width < labelledMin ? [] : [{ kind, x, isPlanned: alike[0]!.isPlanned }];
  });
}
