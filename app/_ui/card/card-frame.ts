import type { FreshnessState } from '@/lib/core/freshness/freshness-state';
import { freshnessWords } from '@/lib/core/freshness/freshness-state';
import type { Picture, PictureFace, PictureLine } from '@/lib/core/picture/picture';
import { swashPath } from '../chrome/swash-path';
import { brandMark } from '../svg/brand-mark';
import { freshnessMarks } from '../svg/freshness-mark';

/** The day chart (app/_ui/styles/tokens.css): previews are light wherever they are shown. */
export const ink = {
  paper: '#fafbf9',
  ink: '#13212b',
  second: '#42515b',
  third: '#54616a',
  shallow: '#eaf3f6',
  deeper: '#cfe4ec',
  sea: '#13678a',
  land: '#7a5808',
  over: '#a8195f',
} as const;

/** What previews are everywhere. */
const [width, height] = [1200, 630];
export const margin = 64;
/** Where the content ends to the right. */
export const right = width - margin;

const stateInks: Readonly<Record<FreshnessState, string>> = {
  fresh: ink.sea,
  aging: ink.land,
  stale: ink.over,
  retired: ink.third,
  unproven: ink.second,
};

/** Of their words in the picture's type, so that the mark stands close. */
const stateWidths: Readonly<Record<FreshnessState, number>> = {
  fresh: 79,
  aging: 84,
  stale: 68,
  retired: 103,
  unproven: 141,
};

type LineOptions = {
  readonly size: number;
  readonly face?: PictureFace;
  readonly fill?: string;
  readonly instead?: string;
  readonly widthMax?: number;
  readonly shrinkMin?: number;
  readonly anchor?: PictureLine['anchor'];
};

/** A line of one text; from its left end unless it says otherwise. */
export const lineOf = (
  text: string,
  [x, y]: readonly [x: number, y: number],
  {
    size,
    face = 'sans',
    fill = ink.ink,
    instead,
    widthMax = right - x,
    shrinkMin = 1,
    anchor = 'start',
  }: LineOptions,
): PictureLine => ({
  ...{ kind: 'line', x, y, widthMax, shrinkMin, anchor },
  texts: [{ text, face, size, fill, ...(instead === undefined ? {} : { instead }) }],
});

/** The picture with the site's name above, how fresh what it shows is, and the last three tides below. */
export function frameCard(parts: Picture['parts'], freshness: FreshnessState | null): Picture {
  return {
    ...{ width, height, ground: ink.paper },
    parts: [
      {
        kind: 'shapes',
        svg: `${tides}${placeMark(brandMark, { x: margin, y: 56, scale: 1.8, fill: ink.sea })}`,
      },
      lineOf('Tidemark', [134, 87], { size: 34, face: 'serif' }),
      ...(freshness === null ? [] : frameState(freshness)),
      ...parts,
    ],
  };
}

function frameState(freshness: FreshnessState): Picture['parts'] {
  const fill = stateInks[freshness];
  return [
    lineOf(freshnessWords[freshness], [right, 90], {
      size: 32,
      face: 'serif',
      fill,
      anchor: 'end',
      widthMax: 160,
    }),
    {
      kind: 'shapes',
      svg: placeMark(svgOf(freshnessMarks[freshness]), {
        x: right - stateWidths[freshness] - 52,
        y: 56,
        scale: 2.08,
        fill,
      }),
    },
  ];
}

const svgOf = (inside: string): string => `<svg>${inside}</svg>`;

/** A mark of its own box at a place, in a colour. */
function placeMark(
  svg: string,
  { x, y, scale, fill }: { x: number; y: number; scale: number; fill: string },
): string {
  const inside = svg.replace(/^<svg([^>]*)>|<\/svg>$/g, (_, attributes?: string) =>
    attributes === undefined
      ? '</g>'
      : `<g${attributes.replace(/ viewBox="[^"]*"| aria-hidden="true"/g, '')}>`,
  );
  return `<g transform="translate(${x} ${y}) scale(${scale})" color="${fill}">${inside}</g>`;
}

const tideLines = [
  { y: 6, lobe: 98, depth: 6, phase: 0.13, look: 'stroke-width="1.3" opacity=".38"' },
  { y: 15, lobe: 88, depth: 4.5, phase: 0.57, look: 'stroke-width="1.7" opacity=".66"' },
  { y: 24, lobe: 104, depth: 5, phase: 0.31, look: 'stroke-width="2.6"' },
];
const tides = `<g transform="translate(0 566) scale(1 1.35)" fill="none" stroke="${ink.sea}">${tideLines
  .map(({ look, ...line }) => `<path d="${swashPath({ width, ...line })}" ${look}/>`)
  .join('')}</g>`;
