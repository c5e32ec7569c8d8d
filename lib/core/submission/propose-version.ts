import { skeletonOf } from '../name/name';

/** UTF-16 units of a version's name. */
export const versionLengthMax = 40;

/**
 * The name that follows a version's: its last number plus one ("2" → "3", "1.9" → "1.10", "v2 (seed 7)" → "v2 (seed 8)"), as
 * often as it takes to come to one that looks like none that is taken. A name without a number, or without room for a longer one, gets one of its own.
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

/** Lower-case words with hyphens, for an address; never empty. */
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
