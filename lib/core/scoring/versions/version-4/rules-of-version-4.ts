import type { ScorerRules } from '../scorer-rules';
import { choosePairTestOfVersion4 } from './choose-pair-test';
import { limitScoreOfVersion4 } from './limit-score';
import { selectGroupsOfVersion4 } from './select-groups';

/**
 * Of rounds that were sealed until November 2026, and of those of versions 1 to 3, which have been scored by version 4 since. Frozen:
 * `lib/core/commitment/archives-of-version-4.test.ts` has archives that were made by its own code.
 */
export const rulesOfVersion4: ScorerRules = {
  version: '4',
  selectGroups: selectGroupsOfVersion4,
  limitScore: limitScoreOfVersion4,
  marksFewItems: false,
  choosePairTest: choosePairTestOfVersion4,
  tieRule: 'no-worse-than-leader',
  seedOf: ({ submissionId }, part) => `${submissionId}:${part}`,
};
