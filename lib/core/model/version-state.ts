/**
 * `checking`: it has not been run yet. `active`: it passed its checks and is run on every round. `refused`: its file is at fault.
 * `retired`: its team wants it run no more; its scores stay.
 */
export const versionStates = ['checking', 'active', 'refused', 'retired'] as const;
export type VersionState = (typeof versionStates)[number];
