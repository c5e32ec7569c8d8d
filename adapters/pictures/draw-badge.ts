import { type BadgeView, badgeColors } from '@/lib/contracts/badge';
import type { PictureFace, PictureLine } from '@/lib/core/picture/picture';
import type { Outlines, Typesetter } from './typesetter';

/** Day and night chart (app/_ui/styles/tokens.css), and by the colour of a badge that of its message by night. */
const day = { panel: '#ffffff', edge: '#7d8b93', ink: '#13212b', sea: '#13678a' };
const night = { panel: '#142027', edge: '#667a85', ink: '#e6edef', sea: '#5db4d6' };
const byNight: Readonly<Record<string, string>> = {
  [badgeColors.counts]: '#86c9e8',
  [badgeColors.stopped]: '#f391c0',
  [badgeColors.late]: '#e0bb66',
  [badgeColors.none]: '#b2c0c7',
};

const [height, baseline, size] = [26, 17, 12];
/** Where the label begins, after two waves. */
const labelX = 30;
const space = 9;
/** A longer label or message ends with an ellipsis. */
const widthMax = 480;
const waves = 'M8 9.5c2-1.6 3.6-1.6 6 0s4.5 1.5 7-.1M8 16.5c2-2 4-1.6 6.2-.1s4.3 1.4 6.8-.2';

/**
 * A badge as SVG that needs no font and follows the reader's theme as far as a picture can know it. Its ground is its own, so that it can
 * be read on any page.
 * @returns null where no face has a letter of its label
 */
export function drawBadge(
  { label, message, color }: Pick<BadgeView, 'label' | 'message' | 'color'>,
  typesetter: Typesetter,
): string | null {
  const outlines: Outlines = new Map();
  const title = typesetter.fit(lineOf(label, labelX, 'sans', 'var(--ink)'), outlines);
  if (title.width === 0) return null;
  const rule = Math.round(labelX + title.width + space) + 0.5;
  const said = typesetter.fit(lineOf(message, rule + space, 'bold', 'var(--said)'), outlines);
  const width = Math.ceil(rule + space + said.width + space);
  const name = escapeMarkup(`${label}: ${message}`);
  const style = `:root{${variables(day, color)}}@media(prefers-color-scheme:dark){:root{${variables(night, byNight[color] ?? night.ink)}}}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}">`,
    `<title>${name}</title><style>${style}</style>`,
    `<defs>${[...outlines].map(([id, path]) => `<path id="${id}" d="${path}"/>`).join('')}</defs>`,
    `<path d="M.5.5h${width - 1}v${height - 1}H.5z" fill="var(--panel)" stroke="var(--edge)"/>`,
    `<path d="${waves}" fill="none" stroke="var(--sea)" stroke-width="2"/>`,
    `<path d="M${rule} 0v${height}" stroke="var(--edge)"/>`,
    `${title.svg}${said.svg}</svg>`,
  ].join('');
}

const lineOf = (text: string, x: number, face: PictureFace, fill: string): PictureLine => ({
  ...{ kind: 'line', x, y: baseline, widthMax, shrinkMin: 1, anchor: 'start' },
  texts: [{ text, face, size, fill }],
});

const variables = ({ panel, edge, ink, sea }: typeof day, said: string): string =>
  `--panel:${panel};--edge:${edge};--ink:${ink};--sea:${sea};--said:${said}`;

const escapeMarkup = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
