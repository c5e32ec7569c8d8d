import { parseFiniteNumber } from '../../files/parse-number';

const asciiOnly = /^[\x20-\x7e]*$/;

const looksNumeric = /^[+-]?[\d.]/;

/** Doubles distinguish all numbers with so many digits. */
const digitsMax = 15;

/**
 * Normalises a text for the comparison of rounds: compatibility forms composed (Unicode NFKC), case folded, white space
 * collapsed, and a number in its shortest spelling, so that `" 1.50 "` equals `1.5`. Upper case comes before lower case because
 * that also folds `ß` and `ς`, as Unicode's full case folding does.
 */
export function normaliseText(text: string): string {
  const folded = asciiOnly.test(text)
    ? text.toLowerCase()
    : text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
  const spaced = folded.replace(/\s+/g, ' ').trim();
  if (!looksNumeric.test(spaced) || spaced.replace(/\D/g, '').length > digitsMax) return spaced;
  const number = parseFiniteNumber(spaced);
  return number.ok ? String(number.value) : spaced;
}
