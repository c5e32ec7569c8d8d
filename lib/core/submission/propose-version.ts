import { skeletonOf } from '../name/name';

/** Maximum length of a version's name in UTF-16 units. */
export const versionLengthMax = 40;

/**
 * The name that follows a version's: its last number plus one ("2" → "3", "1.9" → "1.10", "v2 (seed 7)" → "v2 (seed 8)"),
 * repeated until the name looks like no used one. A name without a number, or at its maximum length, gets a new number.
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

/** Lower-case words with hyphens, for a URL; never empty. */
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
