/** People who may submit: everybody, people whom a maintainer approves, or people on the benchmark's list. */
export const entryModes = ['open', 'approval', 'list'] as const;
export type EntryMode = (typeof entryModes)[number];

/** A person’s way into a benchmark. */
export const entryWays = ['open', 'approval', 'list', 'code'] as const;
export type EntryWay = (typeof entryWays)[number];

/** `asked`: an application waits for a maintainer. Only a maintainer ends `refused` and `removed`. */
export const entrantStates = ['asked', 'entered', 'refused', 'removed'] as const;
export type EntrantState = (typeof entrantStates)[number];

/** The states that a maintainer chooses. */
export const entryVerdicts = ['entered', 'refused', 'removed'] as const satisfies readonly EntrantState[];
export type EntryVerdict = (typeof entryVerdicts)[number];

export const entryQuestionsMax = 10;
export const entryAddressesMax = 5_000;

/** Crockford's base 32 without letters that are read as digits: 10 characters have 50 bits. */
const codeAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const codeLength = 10;

/** A class code, in two groups. @param bytes ten random bytes */
export function formatClassCode(bytes: Uint8Array): string {
  const code = [...bytes.subarray(0, codeLength)].map((byte) => codeAlphabet[byte % 32]).join('');
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** The code as it is hashed, however it was typed: without case, spaces and hyphens, with O as 0, and I and L as 1. */
export const normalizeClassCode = (typed: string): string =>
  typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');

/** The end of a private benchmark's address: 8 characters with 40 bits. @param bytes eight random bytes */
export const formatAddressEnd = (bytes: Uint8Array): string =>
  [...bytes.subarray(0, 8)].map((byte) => codeAlphabet[byte % 32]).join('');
