/**
 * A column of texts as one: a character that stands between them, one that stands for null, and the texts. Quotes and commas between
 * short texts weigh more than the texts do. Where texts have all such characters in them they are sent as they are.
 */
export type PackedTexts = string | readonly (string | null)[];

const marks = '|~^`*$%{}';

/** @param guesses what the browser can tell by itself: a text that is as its guess isn't sent */
export function packTexts(
  texts: readonly (string | null)[],
  guesses: readonly (string | null)[] = [],
): PackedTexts {
  const [between, none] = [...marks].filter((mark) => !texts.some((text) => text?.includes(mark)));
  if (texts.length === 0 || between === undefined || none === undefined || texts.includes('')) return texts;
  const written = texts.map((text, at) => (text === null ? none : text === guesses[at] ? '' : text));
  return between + none + written.join(between);
}

/** @param guesses those that it was packed with */
export function unpackTexts(
  packed: PackedTexts,
  guesses: readonly (string | null)[] = [],
): readonly (string | null)[] {
  if (typeof packed !== 'string') return packed;
  const [between, none] = [packed.charAt(0), packed.charAt(1)];
  return packed
    .slice(2)
    .split(between)
    .map((text, at) => (text === none ? null : text === '' ? (guesses[at] ?? null) : text));
}
