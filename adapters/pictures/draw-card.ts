import { readFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import satori, { type Font } from 'satori';
import { type CardNode, cardSize } from '@/lib/contracts/card';

/** Family, weight and file of each font (made by scripts/fonts/make-fonts.py). A style names its families in order of preference. */
const files = [
  ['serif', 400, 'serif-latin'],
  ['serif-ext', 400, 'serif-latin-ext'],
  ['greek', 400, 'serif-greek'],
  ['cyrillic', 400, 'serif-cyrillic'],
  ['sans', 400, 'sans-latin'],
  ['sans-ext', 400, 'sans-latin-ext'],
  ['sans', 600, 'bold-latin'],
  ['sans-ext', 600, 'bold-latin-ext'],
] as const;

const fonts: Font[] = files.map(([name, weight, file]) => ({
  name,
  weight,
  style: 'normal',
  data: readFileSync(new URL(`./fonts/${file}.ttf`, import.meta.url)),
}));

/** Draws a card as PNG. The time it takes isn't limited, so it must run in a pool. */
export async function drawCard(card: CardNode): Promise<Uint8Array> {
  const svg = await satori(card, { ...cardSize, fonts });
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}
