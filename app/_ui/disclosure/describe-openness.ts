import {
  type Openness,
  type OpennessLevel,
  type OpenPart,
  openParts,
  partNames,
} from '@/lib/core/model/disclosure';

export const partTitles: Readonly<Record<OpenPart, string>> = {
  code: 'Code',
  weights: 'Weights',
  training_data: 'Training data',
};

/** Of a level in a sentence. */
export const describeLevel = (level: OpennessLevel | null): string =>
  level === 'on-request' ? 'on request' : (level ?? 'undisclosed');

/** Every answer in its words: `code open, weights on request, training data undisclosed`. */
export const describeOpenness = (openness: Openness): string =>
  openParts.map((part) => `${partTitles[part].toLowerCase()} ${describeLevel(openness[part])}`).join(', ');

/** What is open, in as few words as a row has room for; where nothing is, the most that is said. */
export function summarizeOpenness(openness: Openness): string {
  const levels = openParts.map((part) => openness[part]);
  const open = openParts.filter((part) => openness[part] === 'open');
  if (open.length === openParts.length) return 'all open';
  if (open.length > 0) return open.map((part) => partNames[part]).join(', ');
  if (levels.includes('on-request')) return 'on request';
  return levels.includes('closed') ? 'nothing open' : 'undisclosed';
}
