import type { ReactNode } from 'react';
import { EvidenceMark, evidenceTones } from '../ranking/evidence-badge';
import { ScrollBox } from '../table/data-table';
import type { FigureDrawing, FigureShape, PathLook, TextLook } from './figure-drawing';

const pathLooks: Readonly<Record<PathLook, string>> = {
  grid: 'fill-none stroke-rule stroke-1',
  identity: 'fill-none stroke-ink-3 stroke-1 [stroke-dasharray:4_4]',
  band: 'fill-shallow-2',
  line: 'fill-none stroke-sea stroke-2',
  'older-interval': 'fill-none stroke-rule-2 stroke-1',
  'newer-interval': 'fill-none stroke-sea stroke-1 opacity-60',
  leader: 'fill-none stroke-ink-3 stroke-1',
  model: 'fill-none stroke-ink-2 stroke-[1.5]',
  'other-model': 'fill-none stroke-rule-2 stroke-1 opacity-60',
  zero: 'fill-none stroke-ink stroke-1',
  interval: 'fill-none stroke-sea stroke-2',
  dot: 'fill-sea stroke-sea stroke-2',
  'open-dot': 'fill-paper stroke-sea stroke-2',
  mean: 'fill-none stroke-ink stroke-[2.5]',
  diamond: 'fill-ink',
};

/** Classes of a rim in the background's colour, which keeps text readable over lines. */
const halo = '[paint-order:stroke] stroke-paper [stroke-width:4] [stroke-linejoin:round]';

const textLooks: Readonly<Record<TextLook, string>> = {
  tick: 'fill-ink-3',
  older: 'fill-ink-2',
  newer: 'fill-sea font-semibold',
  identity: `fill-ink-2 ${halo}`,
  line: `fill-sea font-semibold ${halo}`,
  name: `fill-ink ${halo}`,
};

type FigurePlotProps = {
  widths: readonly { readonly width: number; readonly shown: string }[];
  draw: (width: number) => FigureDrawing;
  label: string;
  boxLabel: string;
  hasTitles: (width: number) => boolean;
};

/**
 * Renders a figure for each of several window widths, of which CSS shows one.
 * @param hasTitles true for widths whose windows usually have a pointer: texts on hover are most of a figure's bytes
 */
export function FigurePlot({ widths, draw, label, boxLabel, hasTitles }: FigurePlotProps) {
  return widths.map(({ width, shown }) => {
    const { height, shapes } = draw(width);
    return (
      <div key={width} className={shown}>
        <ScrollBox label={boxLabel}>
          <svg
            className="fill-ink-2 font-sans text-[11.5px]/[normal] font-normal font-stretch-normal tabular-nums"
            width={width}
            height={height}
            viewBox={`0 0 ${width} ${height}`}
            role="img"
            aria-label={label}
          >
            {shapes.map((shape, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a drawing's shapes have an order and nothing else
              <Shape key={at} shape={shape} hasTitle={hasTitles(width)} />
            ))}
          </svg>
        </ScrollBox>
      </div>
    );
  });
}

function Shape({ shape, hasTitle }: { shape: FigureShape; hasTitle: boolean }) {
  switch (shape.kind) {
    case 'path':
      return <path className={pathLooks[shape.look]} d={shape.d} />;
    case 'text':
      return (
        <text
          className={textLooks[shape.look]}
          x={shape.x}
          y={shape.y}
          textAnchor={shape.anchor}
          transform={shape.turn === 0 ? undefined : `rotate(${shape.turn} ${shape.x} ${shape.y})`}
        >
          {shape.text}
        </text>
      );
    case 'mark':
      return (
        <g className={evidenceTones[shape.evidence]} transform={`translate(${shape.x} ${shape.y})`}>
          {hasTitle && <title>{shape.title}</title>}
          <EvidenceMark evidence={shape.evidence} />
        </g>
      );
  }
}

/**
 * Classes that show one drawing of a figure, by the width of the window. A figure is drawn for each width, so that its text
 * always has the same size.
 */
export const shownAt = {
  wide: 'max-wide:hidden',
  middle: 'hidden max-wide:block max-phone:hidden',
  phone: 'hidden max-phone:block max-narrow:hidden',
  narrow: 'hidden max-narrow:block',
} as const;

/** Widths in pixels for which a figure is drawn that is as wide as the page. */
export const pageWidths = [
  { width: 1200, shown: shownAt.wide },
  { width: 720, shown: shownAt.middle },
  { width: 358, shown: shownAt.phone },
  { width: 288, shown: shownAt.narrow },
] as const;

type FigureProps = {
  title: string;
  titleId?: string;
  note: ReactNode;
  caption: ReactNode;
  children: ReactNode;
};

/** A drawing with its title and unit above, and how to read the figure below. */
export function Figure({ title, titleId, note, caption, children }: FigureProps) {
  return (
    <figure>
      <p id={titleId} className="mb-2 font-serif text-h3 font-semibold font-stretch-normal normal-nums">
        {title}
      </p>
      <p className="mb-s3 text-small text-ink-2">{note}</p>
      {children}
      <figcaption className="mt-s2 max-w-[68ch] text-small/[1.45] text-ink-2">{caption}</figcaption>
    </figure>
  );
}
