import type { FlagKind } from '@/lib/core/flags/flag';

/** A kind of flag as a title. */
export const flagTitles: Readonly<Record<FlagKind, string>> = {
  'near-copy': 'Near copies across accounts',
  'random-probing': 'Edits as if at random',
  'chance-level': 'Submissions at chance level',
  'tiny-edit': 'A very small edit',
};
