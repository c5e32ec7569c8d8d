/**
 * The file that a team has to beat: its own last reported improvement; before that the maintainers' baseline, if they have sent
 * one; else the best constant prediction.
 */
export const beatenFiles = ['constant', 'baseline', 'own-file'] as const;
export type BeatenFile = (typeof beatenFiles)[number];
