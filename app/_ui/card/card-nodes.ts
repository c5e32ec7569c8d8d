import type { CardNode } from '@/lib/contracts/card';

type Style = CardNode['props']['style'];

/** A box whose children stand in a row, or in a column with `flexDirection: 'column'`. */
export const box = (style: Style, ...children: readonly CardNode[]): CardNode => ({
  type: 'div',
  key: null,
  props: { style: { display: 'flex', ...style }, children },
});

/** An SVG image. Its markup is the site's own: it contains no text of users. */
export function shapes(svg: string, style: Style): CardNode {
  return {
    ...{ type: 'img', key: null },
    props: {
      src: `data:image/svg+xml,${encodeURIComponent(svg)}`,
      style,
    },
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
  /** Room for the text in pixels: a longer text is smaller, down to `sizeMin`, and then ends with an ellipsis. */
  readonly widthMax?: number;
  readonly sizeMin?: number;
  /** Replaces a text with characters that the fonts lack. */
  readonly instead?: string;
};

/** No text of a card has room for more. */
const lengthMax = 200;
/** Mean width of a letter, in font sizes. */
const letterWidth = 0.43;

/** A text on one line. */
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

/** Latin, Greek and Cyrillic with their marks, punctuation and symbols; no control characters, no script from right to left. */
const unwritable =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Inherited}\u0020-\u007e\u00a0-\u00bf\u00d7\u00f7\u2010-\u2027\u2030-\u205e\u2070-\u2121]/u;

function chooseText(text: string, instead: string | undefined): string {
  const whole = text.slice(0, lengthMax).normalize('NFC');
  if (whole.trim() !== '' && !unwritable.test(whole)) return whole;
  return instead ?? whole.replace(new RegExp(unwritable, 'gu'), '');
}
