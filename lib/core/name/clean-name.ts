import { findNameFault } from './find-name-fault';
import { normalizeName } from './normalize-name';

/** Characters of a person's or team's name. */
export const nameLengthMax = 80;

/**
 * What can be kept of a name that nobody here can be asked about, as an identity provider gives it: line breaks become spaces, what
 * a name can't have is left out, and what is too long is cut. Null where nothing is left.
 */
export function cleanName(text: string): string | null {
  // Cut before it is walked through: a provider may send any length.
  const lines = text.slice(0, 10 * nameLengthMax).replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ');
  // Marks beyond what a letter can carry go at once, and not one by one.
  let name = normalizeName(lines.replace(/(\p{Mn}{4})\p{Mn}+/gu, '$1'));
  for (let fault = findNameFault(name); fault; fault = findNameFault(name)) {
    const characters = [...name];
    characters.splice(fault.place - 1, 1);
    name = normalizeName(characters.join(''));
  }
  const cut = [...name].slice(0, nameLengthMax).join('').trim();
  return cut === '' ? null : cut;
}
