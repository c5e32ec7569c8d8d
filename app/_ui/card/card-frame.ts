import { type CardNode, cardSize } from '@/lib/contracts/card';
import { type FreshnessState, freshnessWords } from '@/lib/core/freshness/freshness';
import { swashPath } from '../chrome/swash-path';
import { brandMark, freshnessMarks } from '../svg/svg-parts';
import { box, line, shapes } from './card-nodes';

/** The light theme (app/_ui/styles/tokens.css): previews are light in every app. */
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

/** The right end of the content. */
export const right = cardSize.width - margin;

const stateInks: Readonly<Record<FreshnessState, string>> = {
  fresh: ink.sea,
  aging: ink.land,
  stale: ink.over,
  superseded: ink.second,
  retired: ink.third,
  provisional: ink.second,
};

/** The card with the site's name and the freshness of its content above, and three waves below. */
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
      {
        ...{ width: 33, height: 50, marginRight: 16 },
      },
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
