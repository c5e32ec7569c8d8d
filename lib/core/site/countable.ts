/** What a person, and the site, may have only so many of. */
export const countables = ['benchmarks', 'drafts', 'rounds', 'tokens'] as const;
export type Countable = (typeof countables)[number];
