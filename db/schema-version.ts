import journal from './migrations/meta/_journal.json' with { type: 'json' };

const tags = journal.entries.map(({ tag }) => tag);

/**
 * Migrations that only add what older code doesn't need: a web process or scorer of the version before continues beside them. All
 * others take older code out of service.
 */
const additive: readonly string[] = [];

/** The number of the newest migration, which this code is written for. */
export const schemaVersion = tags.length - 1;

/** The number of the newest migration that isn't additive: older code can't work on this schema. */
export const compatibleSince = tags.findLastIndex((tag) => !additive.includes(tag));
