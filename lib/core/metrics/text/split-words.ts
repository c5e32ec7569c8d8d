const separators = ['\x1c', '\x1d', '\x1e', '\x1f'];

/** White space as Python's `str.split` takes it: Unicode's property and four separators of ASCII. */
export const whiteSpace = new RegExp(`[\\p{White_Space}${separators.join('')}]`, 'u');

const runs = new RegExp(`${whiteSpace.source}+`, 'u');

/** The words of a text, split at white space as by Python's `str.split`; none for an empty text. */
export const splitWords = (text: string): string[] => text.split(runs).filter((word) => word !== '');
