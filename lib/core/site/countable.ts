/**
 * Things that a person, and the site, may have only a limited number of. A check is a test set that waits for its report, and a
 * dry run here one that isn't over.
 */
export const countables = ['benchmarks', 'checks', 'drafts', 'dry_runs', 'rounds', 'tokens'] as const;
export type Countable = (typeof countables)[number];
