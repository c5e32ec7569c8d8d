import type { ScoreEstimate } from '../../leaderboard/leaderboard';
import type { RankedModel } from '../compose-leaderboard';

/** A model with this final score, to be ranked. */
export const makeRankedModel = (
  name: string,
  score: ScoreEstimate | null,
  facts: Partial<RankedModel> = {},
): RankedModel => ({
  kind: 'entry',
  isChosen: false,
  ...{ model: name, modelSlug: name, version: '1', team: name, teamSlug: name },
  evidence: 'in-round',
  submissionsUsed: 1,
  submittedAt: new Date('2026-03-02T10:00:00Z'),
  disclosure: null,
  scores: { feedback: { primary: null, secondary: {} }, final: { primary: score, secondary: {} } },
  ...facts,
});
