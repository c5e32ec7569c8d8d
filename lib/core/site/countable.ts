/** What a person, and the site, may have only so many of. A check is a test set that waits for its report. */
export const countables = ['benchmarks', 'checks', 'drafts', 'rounds', 'tokens'] as const;
export type Countable = (typeof countables)[number];
