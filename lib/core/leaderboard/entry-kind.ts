/**
 * What a row of a ranking is: an `entry` is ranked; a `host` entry is by who holds the labels, and a `baseline` is there to be
 * compared with: both are shown and never ranked.
 */
export const entryKinds = ['entry', 'host', 'baseline'] as const;
export type EntryKind = (typeof entryKinds)[number];
