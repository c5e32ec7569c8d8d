import { confusables } from './confusables';

/** A forbidden character in a name. `place` is its position in characters, from 1. */
export type NameFault = {
  readonly kind: 'control' | 'invisible' | 'unknown' | 'marks';
  readonly codePoint: number;
  readonly place: number;
};

/** Maximum length of a person's or team's name. */
export const nameLengthMax = 80;

/** Brings a name into the form in which it is stored and compared: composed (NFC), trimmed, with single plain spaces. */
export const normalizeName = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();

/**
 * Finds characters by which a name could look like another, or reorder or overlay the text around it: line breaks and other
 * controls, invisible characters except the joiners that its script needs, characters without a glyph of their own, and
 * stacked combining marks (UTS #39 5.4).
 * @param name result of `normalizeName`
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

/**
 * Cleans a name from an identity provider, where no person can be asked to correct it: line breaks become spaces, forbidden
 * characters are removed, and the result is cut to the maximum length. Null if the result is empty.
 */
export function cleanName(text: string): string | null {
  // The text is cut first, since a provider may send a text of any length.
  const lines = text.slice(0, 10 * nameLengthMax).replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ');
  // Removes each long run of combining marks in one step, not mark by mark.
  let name = normalizeName(lines.replace(/(\p{Mn}{4})\p{Mn}+/gu, '$1'));
  for (let fault = findNameFault(name); fault; fault = findNameFault(name)) {
    const characters = [...name];
    characters.splice(fault.place - 1, 1);
    name = normalizeName(characters.join(''));
  }
  const cut = [...name].slice(0, nameLengthMax).join('').trim();
  return cut === '' ? null : cut;
}

/**
 * The visual skeleton of a name: two names with the same skeleton look the same. It is the skeleton of UTS #39 (section 4),
 * which doesn't change capitals, computed again from its own lower case, since `Owls` and `owls` are one name to readers.
 * Compatibility characters, such as `ₒ` and `ｏ`, are decomposed first (NFKD): UTS #39 leaves most of them as they are.
 */
export const skeletonOf = (name: string): string => takeSkeleton(takeSkeleton(name).toLowerCase());

const takeSkeleton = (text: string): string =>
  [...text.normalize('NFKD').replace(/\p{Default_Ignorable_Code_Point}/gu, '')]
    .map((character) => prototypes.get(character) ?? character)
    .join('')
    .normalize('NFKD');

/** Replaces every joiner that a name needs by a space, so that the remaining joiners can be found. */
const maskNeededJoiners = (text: string): string => text.replace(needed, ' ');

/*
 * Contexts in which one of the two invisible joining characters (U+200C, U+200D) changes the visible text (RFC 5892 A.1 and
 * A.2, UTS #39 3.1.1): in a conjunct of an Indic script, between letters of a script that joins them, and in an emoji.
 * Classes are those of Unicode 15.1.
 */

/** Characters of canonical combining class 9 (viramas), which form a conjunct with the next letter. */
const viramas =
  String.raw`\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039` +
  String.raw`\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c\ua8c4\ua953` +
  String.raw`\ua9c0\uaaf6\uabed\u{10a3f}\u{11046}\u{11070}\u{1107f}\u{110b9}\u{11133}\u{11134}\u{111c0}\u{11235}` +
  String.raw`\u{112ea}\u{1134d}\u{11442}\u{114c2}\u{115bf}\u{1163f}\u{116b6}\u{1172b}\u{11839}\u{1193d}\u{1193e}` +
  String.raw`\u{119e0}\u{11a34}\u{11a47}\u{11a99}\u{11c3f}\u{11d44}\u{11d45}\u{11d97}\u{11f41}\u{11f42}`;

/** Letters that join the next letter: Joining_Type Dual_Joining or Left_Joining. */
const joinsNext =
  String.raw`\u0620\u0626\u0628\u062a-\u062e\u0633-\u063f\u0641-\u0647\u0649\u064a\u066e\u066f\u0678-\u0687` +
  String.raw`\u069a-\u06bf\u06c1\u06c2\u06cc\u06ce\u06d0\u06d1\u06fa-\u06fc\u06ff\u0712-\u0714\u071a-\u071d` +
  String.raw`\u071f-\u0727\u0729\u072b\u072d\u072e\u074e-\u0758\u075c-\u076a\u076d-\u0770\u0772\u0775-\u0777` +
  String.raw`\u077a-\u077f\u07ca-\u07ea\u0841-\u0845\u0848\u084a-\u0853\u0855\u0860\u0862-\u0865\u0868\u0886` +
  String.raw`\u0889-\u088d\u08a0-\u08a9\u08af\u08b0\u08b3-\u08b8\u08ba-\u08c8\u1807\u1820-\u1878\u1887-\u18a8` +
  String.raw`\u18aa\ua840-\ua872\u{10ac0}-\u{10ac4}\u{10acd}\u{10ad3}-\u{10adc}\u{10ade}-\u{10ae0}` +
  String.raw`\u{10aeb}-\u{10aee}\u{10b80}\u{10b82}\u{10b86}-\u{10b88}\u{10b8a}\u{10b8b}\u{10b8d}\u{10b90}` +
  String.raw`\u{10bad}\u{10bae}\u{10d00}-\u{10d21}\u{10d23}\u{10f30}-\u{10f32}\u{10f34}-\u{10f44}` +
  String.raw`\u{10f51}-\u{10f53}\u{10f70}-\u{10f73}\u{10f76}-\u{10f81}\u{10fb0}\u{10fb2}\u{10fb3}\u{10fb8}` +
  String.raw`\u{10fbb}\u{10fbc}\u{10fbe}\u{10fbf}\u{10fc1}\u{10fc4}\u{10fca}\u{10fcb}\u{1e900}-\u{1e943}`;

/** Letters that join the letter before: Joining_Type Dual_Joining or Right_Joining. */
const joinsPrevious =
  String.raw`\u0620\u0622-\u063f\u0641-\u064a\u066e\u066f\u0671-\u0673\u0675-\u06d3\u06d5\u06ee\u06ef` +
  String.raw`\u06fa-\u06fc\u06ff\u0710\u0712-\u072f\u074d-\u077f\u07ca-\u07ea\u0840-\u0858\u0860\u0862-\u0865` +
  String.raw`\u0867-\u086a\u0870-\u0882\u0886\u0889-\u088e\u08a0-\u08ac\u08ae-\u08c8\u1807\u1820-\u1878` +
  String.raw`\u1887-\u18a8\u18aa\ua840-\ua871\u{10ac0}-\u{10ac5}\u{10ac7}\u{10ac9}\u{10aca}\u{10ace}-\u{10ad6}` +
  String.raw`\u{10ad8}-\u{10ae1}\u{10ae4}\u{10aeb}-\u{10aef}\u{10b80}-\u{10b91}\u{10ba9}-\u{10bae}` +
  String.raw`\u{10d01}-\u{10d23}\u{10f30}-\u{10f44}\u{10f51}-\u{10f54}\u{10f70}-\u{10f81}\u{10fb0}` +
  String.raw`\u{10fb2}-\u{10fb6}\u{10fb8}-\u{10fbf}\u{10fc1}-\u{10fc4}\u{10fc9}\u{10fca}\u{1e900}-\u{1e943}`;

const inConjunct = `(?<=[${viramas}])[\\u200c\\u200d]`;

// The pattern begins with the joiner: a lookbehind for a letter from each mark of a run would take quadratic time.
const betweenJoiningLetters = `(?=\\u200c)(?<=[${joinsNext}]\\p{Mn}*)\\u200c(?=\\p{Mn}*[${joinsPrevious}])`;

const inEmoji = `(?<=\\p{Extended_Pictographic}[\\ufe0f\\u{1f3fb}-\\u{1f3ff}]?)\\u200d(?=\\p{Extended_Pictographic})`;

/** Matches the variation selector U+FE0F after a pictograph, or inside a keycap emoji. */
const emojiStyle = `(?<=\\p{Extended_Pictographic})\\ufe0f|(?<=[0-9#*])\\ufe0f(?=\\u20e3)`;

const needed = new RegExp([inConjunct, betweenJoiningLetters, inEmoji, emojiStyle].join('|'), 'gu');

const marksMax = 4;

const kinds: readonly (readonly [NameFault['kind'], RegExp])[] = [
  ['control', /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u],
  // U+2800, a Braille pattern without dots, is invisible too.
  ['invisible', /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u],
  // Unassigned and private characters, which are displayed as a box, or differently on each computer.
  ['unknown', /[\p{Cn}\p{Co}]/u],
  ['marks', new RegExp(`^\\p{M}|\\p{Mn}{${marksMax + 1}}`, 'u')],
];

/** Letters with a flourish (U+A797 and its capital), for which UTS #39 has no prototype. */
const flourished = '62:a797\n42:a796';

/** Prototype of each character that looks like another one and isn't its own prototype. */
const prototypes: ReadonlyMap<string, string> = new Map(
  `${confusables.trim()}\n${flourished}`.split('\n').flatMap((line) => {
    const [prototype = '', sources = ''] = line.split(':').map(parseCodes);
    return [...sources].map((source): [string, string] => [source, prototype]);
  }),
);

function parseCodes(hexadecimal: string): string {
  return String.fromCodePoint(...hexadecimal.split(' ').map((code) => Number.parseInt(code, 16)));
}

/** Maximum length of a version's name in UTF-16 units. */
export const versionLengthMax = 40;

/**
 * Proposes a name for the next version: the last number in the name plus one ("2" → "3", "1.9" → "1.10", "v2 (seed 7)" → "v2
 * (seed 8)"), repeated until the name looks like no used one. A name without a number, or of maximum length, gets a new
 * number.
 */
export function proposeVersion(version: string, taken: Iterable<string>): string {
  const isTaken = new Set([...taken, version].map(skeletonOf));
  let proposed = version;
  while (isTaken.has(skeletonOf(proposed))) proposed = next(proposed);
  return proposed;
}

const lastNumber = /\d+(?=\D*$)/;

function next(version: string): string {
  const raised = lastNumber.test(version)
    ? version.replace(lastNumber, (digits) => String(BigInt(digits) + 1n).padStart(digits.length, '0'))
    : `${version}-2`;
  return raised.length <= versionLengthMax ? raised : '2';
}

/** Converts a name to lower-case words with hyphens, for a URL; never empty. */
export function slugOf(name: string, fallback: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '');
  return slug || fallback;
}
