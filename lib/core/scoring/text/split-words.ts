/** What Python's `str.split` also takes for white space, beyond Unicode's property. */
const separators = ['\x1c', '\x1d', '\x1e', '\x1f'];

/** The words of a text, split at white space as by Python's `str.split`; none for an empty text. */
export function splitWords(text: string): string[] {
  const spaced = separators.reduce((unified, separator) => unified.replaceAll(separator, ' '), text);
  return spaced.split(/\p{White_Space}+/u).filter((word) => word !== '');
}
