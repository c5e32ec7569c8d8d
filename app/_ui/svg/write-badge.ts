import type { Badge, BadgeTone } from '@/lib/contracts/badge';
import { escapeMarkup, freshnessMarks } from './svg-parts';

export type BadgeTheme = 'light' | 'dark';

/** Colours as in `styles/tokens.css`, since an image can't use the variables of the page around it. */
const inks: Readonly<
  Record<BadgeTheme, Record<BadgeTone | 'ground' | 'edge' | 'label' | 'brand' | 'text', string>>
> = {
  light: {
    ...{ ground: '#ffffff', edge: '#7d8b93', label: '#42515b', brand: '#13678a', text: '#13212b' },
    ...{ counts: '#13678a', late: '#7a5808', stopped: '#a8195f', none: '#54616a' },
  },
  dark: {
    ...{ ground: '#142027', edge: '#667a85', label: '#b2c0c7', brand: '#5db4d6', text: '#e6edef' },
    ...{ counts: '#5db4d6', late: '#e0bb66', stopped: '#f391c0', none: '#97a7af' },
  },
};

const fontSize = 11.5;

const padding = 8;

const height = 26;

const labelX = 30;

const markWidth = 11.5;

/** A badge of 26 pixels height: the site's mark and a label at the left, then the symbol of the freshness state and a message. */
export function writeBadge({ label, message, tone, freshness }: Badge, theme: BadgeTheme): string {
  const ink = inks[theme];
  const color = freshness === null && tone === 'counts' ? ink.text : ink[tone];
  const labelWidth = estimateWidth(label);
  const messageWidth = estimateWidth(message) * boldness;
  const divider = labelX + labelWidth + padding;
  const messageX = divider + padding + (freshness === null ? 0 : markWidth + 5);
  const width = Math.ceil(messageX + messageWidth + padding + 1);
  const title = escapeMarkup(`${label}: ${message}`);
  const dashes = freshness === 'provisional' ? ' stroke-dasharray="4 3"' : '';
  const text = (x: number, length: number, fill: string, weight: number, words: string) =>
    `<text x="${cut(x)}" y="17" fill="${fill}" font-weight="${weight}" textLength="${cut(length)}">${escapeMarkup(words)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}"><title>${title}</title>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" fill="${ink.ground}" stroke="${ink.edge}"${dashes}/>`,
    `<path d="M8 9.5c2-1.6 3.6-1.6 6 0s4.5 1.5 7-.1M8 16.5c2-2 4-1.6 6.2-.1s4.3 1.4 6.8-.2" fill="none" stroke="${ink.brand}" stroke-width="2"/>`,
    `<path d="M${cut(divider)} 0v${height}" stroke="${ink.edge}"/>`,
    freshness === null
      ? ''
      : `<g transform="translate(${cut(divider + padding)} 4.5) scale(.71)" color="${color}">${freshnessMarks[freshness]}</g>`,
    `<g font-family="Archivo, Helvetica, Arial, sans-serif" font-size="${fontSize}">`,
    text(labelX, labelWidth, ink.label, 500, label),
    text(messageX, messageWidth, color, 640, message),
    '</g></svg>',
  ].join('');
}

const cut = (value: number): string => String(Number(value.toFixed(1)));

/** Factor by which Helvetica Bold is wider than Helvetica. */
const boldness = 1.06;

/** Advance widths of Helvetica's characters in thousandths of an em (Adobe's font metrics); most other Latin letters have 556. */
const advances: readonly (readonly [RegExp, number])[] = [
  [/[ijl'|]/, 222],
  [/[ftI .,:;!/\\·[\]]/, 278],
  [/[r()\-{}]/, 333],
  [/[ckJsvxyz]/, 500],
  [/[A-EHKNPR-VXYw&]/, 690],
  [/[FLTZ~+<>=]/, 600],
  [/[GOQ]/, 778],
  [/[mMW@%]/, 850],
];

/**
 * Estimated width of a text in pixels. `textLength` stretches the drawn text to that width, so that a small error isn't
 * visible.
 */
function estimateWidth(words: string): number {
  const thousandths = [...words].reduce((sum, letter) => {
    if (/[^\u0020-\u058f–…]/u.test(letter)) return sum + 1000;
    return sum + (advances.find(([letters]) => letters.test(letter))?.[1] ?? 556);
  }, 0);
  return (fontSize * thousandths) / 1000;
}
