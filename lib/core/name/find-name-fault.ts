import { maskNeededJoiners } from './mask-needed-joiners';

/** What a name can't have. `place` counts characters from 1. */
export type NameFault = {
  readonly kind: 'control' | 'invisible' | 'unknown' | 'marks';
  readonly codePoint: number;
  readonly place: number;
};

const marksMax = 4;

const kinds: readonly (readonly [NameFault['kind'], RegExp])[] = [
  ['control', /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u],
  // U+2800 is a pattern of Braille without a dot.
  ['invisible', /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u],
  // Drawn as a box, or otherwise on each computer.
  ['unknown', /[\p{Cn}\p{Co}]/u],
  ['marks', new RegExp(`^\\p{M}|\\p{Mn}{${marksMax + 1}}`, 'u')],
];

/**
 * Finds what would let a name look like another, or reorder or overlay what stands around it: line breaks and other controls,
 * invisible characters but for the joiners that its script needs, characters without a shape of their own, and heaps of marks
 * (UTS #39 5.4).
 * @param name as `normalizeName` gives it
 */
export function findNameFault(name: string): NameFault | null {
  const text = maskNeededJoiners(name);
  for (const [kind, forbidden] of kinds) {
    const found = forbidden.exec(text);
    if (found)
      return {
        kind,
        codePoint: found[0].codePointAt(0) ?? 0,
        place: [...text.slice(0, found.index)].length + 1,
      };
  }
  return null;
}
