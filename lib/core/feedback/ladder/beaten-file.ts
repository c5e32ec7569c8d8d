/**
 * What a team's file has to beat: its own last announced one; before that the maintainers' baseline, if they have sent one; else the best
 * constant answer.
 */
export const beatenFiles = ['constant', 'baseline', 'own-file'] as const;
export type BeatenFile = (typeof beatenFiles)[number];
