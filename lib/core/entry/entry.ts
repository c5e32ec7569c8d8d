/** Who may submit to a benchmark: everybody, people whom a maintainer approves, or people on the benchmark's list. */
export const entryModes = ['open', 'approval', 'list'] as const;
export type EntryMode = (typeof entryModes)[number];

/** How a person got the right to submit to a benchmark. */
export const entryWays = ['open', 'approval', 'list', 'code'] as const;
export type EntryWay = (typeof entryWays)[number];

/**
 * State of a person's entry to a benchmark. `asked`: an application that waits for a maintainer. Only a maintainer can end
 * `refused` and `removed`.
 */
export const entrantStates = ['asked', 'entered', 'refused', 'removed'] as const;
export type EntrantState = (typeof entrantStates)[number];

/** The entry states that a maintainer can choose for a person. */
export const entryVerdicts = ['entered', 'refused', 'removed'] as const satisfies readonly EntrantState[];
export type EntryVerdict = (typeof entryVerdicts)[number];

export const entryQuestionsMax = 10;
export const entryAddressesMax = 5_000;

/** Crockford's base 32, which has no letters that can be read as digits: 10 characters have 50 bits. */
const codeAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const codeLength = 10;

/**
 * Writes a class code in two groups of five characters.
 * @param bytes ten random bytes
 */
export function formatClassCode(bytes: Uint8Array): string {
  const code = [...bytes.subarray(0, codeLength)].map((byte) => codeAlphabet[byte % 32]).join('');
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/**
 * Brings a typed class code into the form that is hashed: lower case without spaces and hyphens, with O as 0, and I and L as
 * 1.
 */
export const normalizeClassCode = (typed: string): string =>
  typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');

/**
 * Makes the random end of a private benchmark's URL: 8 characters with 40 bits.
 * @param bytes eight random bytes
 */
export const formatAddressEnd = (bytes: Uint8Array): string =>
  [...bytes.subarray(0, 8)].map((byte) => codeAlphabet[byte % 32]).join('');
