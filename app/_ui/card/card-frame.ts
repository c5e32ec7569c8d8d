import { type CardNode, cardSize } from '@/lib/contracts/card';
import { type FreshnessState, freshnessWords } from '@/lib/core/freshness/freshness';
import { swashPath } from '../chrome/swash-path';
import { brandMark, freshnessMarks } from '../svg/svg-parts';

/**
 * Colours of preview pictures: those of the light theme in app/_ui/styles/tokens.css, since apps show previews on a light
 * ground.
 */
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

export const margin = 64;

/** Right edge of a card's content, in pixels. */
export const right = cardSize.width - margin;

const stateInks: Readonly<Record<FreshnessState, string>> = {
  fresh: ink.sea,
  aging: ink.land,
  stale: ink.over,
  superseded: ink.second,
  retired: ink.third,
  provisional: ink.second,
};

/**
 * Composes a card (the preview picture of a shared link): the site's name and the freshness at the top, the content, and three
 * waves at the bottom.
 */
export function frameCard(freshness: FreshnessState | null, ...content: readonly CardNode[]): CardNode {
  const head = box(
    { height: 54, alignItems: 'center', marginBottom: 12, padding: `0 ${margin}px` },
    shapes(inColor(brandMark, ink.sea), { width: 54, height: 40, marginRight: 16 }),
    line('Tidemark', { face: 'serif', size: 34, color: ink.ink }),
    ...(freshness === null ? [] : [writeFreshness(freshness)]),
  );
  return box(
    { ...cardSize, flexDirection: 'column', paddingTop: 50, backgroundColor: ink.paper },
    shapes(waves, { width: cardSize.width, height: 60, position: 'absolute', left: 0, top: 566 }),
    head,
    ...content,
  );
}

function writeFreshness(state: FreshnessState): CardNode {
  const color = stateInks[state];
  return box(
    { marginLeft: 'auto', alignItems: 'center' },
    shapes(
      inColor(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 24">${freshnessMarks[state]}</svg>`,
        color,
      ),
      { ...{ width: 33, height: 50, marginRight: 16 } },
    ),
    line(freshnessWords[state], { face: 'serif', size: 32, color }),
  );
}

const inColor = (svg: string, color: string): string =>
  svg.replace(/^<svg(?! xmlns)/, '<svg xmlns="http://www.w3.org/2000/svg"').replaceAll('currentColor', color);

const waveLines = [
  { y: 6, lobe: 98, depth: 6, phase: 0.13, look: 'stroke-width="1.3" opacity=".38"' },
  { y: 15, lobe: 88, depth: 4.5, phase: 0.57, look: 'stroke-width="1.7" opacity=".66"' },
  { y: 24, lobe: 104, depth: 5, phase: 0.31, look: 'stroke-width="2.6"' },
];

const waves = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 60"><g transform="scale(1 1.35)" fill="none" stroke="${ink.sea}">${waveLines
  .map(({ look, ...wave }) => `<path d="${swashPath({ width: cardSize.width, ...wave })}" ${look}/>`)
  .join('')}</g></svg>`;

type Style = CardNode['props']['style'];

/** A flex box: a row, or a column with `flexDirection: 'column'`. */
export const box = (style: Style, ...children: readonly CardNode[]): CardNode => ({
  type: 'div',
  key: null,
  props: { style: { display: 'flex', ...style }, children },
});

/** An SVG image inside a card. The markup contains no text of users, so nothing is escaped. */
export function shapes(svg: string, style: Style): CardNode {
  return {
    ...{ type: 'img', key: null },
    props: { src: `data:image/svg+xml,${encodeURIComponent(svg)}`, style },
  };
}

const faces = {
  serif: { fontFamily: 'serif, serif-ext, greek, cyrillic', fontWeight: 400 },
  sans: { fontFamily: 'sans, sans-ext, greek, cyrillic', fontWeight: 400 },
  bold: { fontFamily: 'sans, sans-ext, greek, cyrillic', fontWeight: 600 },
} as const;

type LineOptions = {
  readonly face: keyof typeof faces;
  readonly size: number;
  readonly color: string;
  /** Maximum width in pixels. A longer text gets a smaller font, down to `sizeMin`, and then ends with an ellipsis. */
  readonly widthMax?: number;
  readonly sizeMin?: number;
  /** Text to draw instead if the text has characters that the fonts lack. */
  readonly instead?: string;
};

/** Maximum number of characters in a text, more than fit on any line of a card. */
const lengthMax = 200;

/** Mean width of a letter as a share of the font size. */
const letterWidth = 0.43;

export function line(
  text: string,
  { face, size, color, widthMax, sizeMin = size, instead }: LineOptions,
): CardNode {
  const written = chooseText(text, instead);
  const fitting = widthMax ? widthMax / (letterWidth * written.length) : size;
  const style = {
    ...{ ...faces[face], color, fontSize: Math.max(sizeMin, Math.min(size, fitting)) },
    ...{ display: 'block', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
    ...(widthMax && { maxWidth: widthMax }),
  };
  return { type: 'div', key: null, props: { style, children: written } };
}

/** Matches a character that the cards' fonts lack. They have Latin, Greek and Cyrillic with marks, punctuation and symbols. */
const unwritable =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Inherited}\u0020-\u007e\u00a0-\u00bf\u00d7\u00f7\u2010-\u2027\u2030-\u205e\u2070-\u2121]/u;

function chooseText(text: string, instead: string | undefined): string {
  const whole = text.slice(0, lengthMax).normalize('NFC');
  if (whole.trim() !== '' && !unwritable.test(whole)) return whole;
  return instead ?? whole.replace(new RegExp(unwritable, 'gu'), '');
}
