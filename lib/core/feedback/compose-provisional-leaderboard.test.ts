import { describe, expect, it } from 'vitest';
import { undisclosed } from '../model/disclosure';
import type { RoundScoring } from './compose-leaderboard';
import { composeProvisionalLeaderboard, type ReportedModel } from './compose-provisional-leaderboard';
import type { Feedback } from './feedback';

const round: RoundScoring = {
  metric: 'accuracy',
  direction: 'higher',
  policy: 'guarded-ladder',
  itemCount: { feedback: 300, final: 700 },
};

const aReportedModel = (
  name: string,
  feedback: Partial<Feedback>,
  facts: Partial<ReportedModel> = {},
): ReportedModel => ({
  id: name,
  kind: 'entry',
  isChosen: false,
  isAutomatic: false,
  isWithdrawn: false,
  model: name,
  modelSlug: name,
  version: '1',
  team: `team of ${name}`,
  teamSlug: `team-of-${name}`,
  evidence: 'in-round',
  submissionsUsed: 2,
  submittedAt: new Date('2026-03-02T10:00:00Z'),
  feedback: {
    policy: 'guarded-ladder',
    outcome: 'improved',
    reason: null,
    score: null,
    standard_error: null,
    beaten: 'own-file',
    feedback_used: 1,
    feedback_left: 4,
    feedback_left_max: 4,
    exposure_before: 0,
    exposure_after: 0.3,
    official_at: '2026-04-01T00:00:00.000Z',
    ...feedback,
  },
  ...facts,
});

const intervalOf = (lower: number, upper: number) => ({
  lower,
  upper,
  level: 0.95,
  method: 'reported-standard-error',
  seed: null,
});

describe('leaderboard of an open round', () => {
  it('shows only reported scores, in the reported digits, without tests, gaps or secondary metrics', () => {
    const board = composeProvisionalLeaderboard(round, 3, [
      aReportedModel('a', { score: 0.7, standard_error: 0.02 }),
      aReportedModel('b', { score: 0.75, standard_error: 0.02 }),
    ]);
    expect(board).toMatchObject({
      split: 'feedback',
      provisional: true,
      entered: 3,
      withheld: false,
      comparison: null,
    });
    expect(board.entries.map(({ model, rank, score, interval }) => [model, rank, score, interval])).toEqual([
      ['b', 1, 0.75, intervalOf(0.7108, 0.7892)],
      ['a', 2, 0.7, intervalOf(0.6608, 0.7392)],
    ]);
    for (const entry of board.entries)
      expect(entry).toMatchObject({ rank_lower: null, gap: null, best_of: null, secondary: {} });
  });

  it('shows the best of the k reported scores of each model, with its largest expected optimism', () => {
    const scoreOf = (score: number, facts: Partial<ReportedModel>) =>
      aReportedModel('a', { score, standard_error: 0.02 }, facts);
    const rowOf = (...models: ReportedModel[]) => {
      const { entries } = composeProvisionalLeaderboard(round, 1, models);
      expect(entries).toHaveLength(1);
      return entries[0]!;
    };
    const better = scoreOf(0.75, { id: '1', version: '1' });
    const worse = scoreOf(0.7, { id: '2', version: '2', submittedAt: new Date('2026-03-03T10:00:00Z') });
    // Expected largest of two standard normal numbers: a_2 = .5642.
    expect(rowOf(better, worse)).toMatchObject({ version: '1', best_of: { k: 2, optimism: 0.0113 } });
    expect(rowOf(better, { ...worse, isChosen: true })).toMatchObject({ version: '2', best_of: null });
    expect(rowOf({ ...better, isChosen: true }, worse)).toMatchObject({ version: '1', best_of: { k: 2 } });
    // The score of a withdrawn submission counts towards k, since it was reported to the team.
    expect(rowOf(better, { ...worse, isWithdrawn: true })).toMatchObject({ version: '1', best_of: { k: 2 } });
    expect(rowOf({ ...better, isWithdrawn: true }, worse)).toMatchObject({ version: '2', best_of: null });
  });

  it('shows no disclosure, even for a model whose team gave one', () => {
    const model = {
      ...aReportedModel('a', { score: 0.7, standard_error: 0.02 }),
      disclosure: { ...undisclosed, licence: 'MIT' },
    };
    const table = composeProvisionalLeaderboard(round, 1, [model]);
    expect(table.entries[0]?.disclosure).toBeNull();
    expect(JSON.stringify(table)).not.toContain('MIT');
  });

  it('clips intervals to the metric’s range', () => {
    const { entries } = composeProvisionalLeaderboard(round, 1, [
      aReportedModel('a', { score: 0.99, standard_error: 0.02 }),
    ]);
    expect(entries[0]?.interval).toMatchObject({ lower: 0.9508, upper: 1 });
  });

  it('shows no score under final-only or without a feedback split', () => {
    const models = [aReportedModel('a', { score: 0.7, standard_error: 0.02 })];
    for (const overrides of [{ policy: 'final-only' as const }, { itemCount: { feedback: 0, final: 700 } }])
      expect(composeProvisionalLeaderboard({ ...round, ...overrides }, 1, models)).toMatchObject({
        entered: 1,
        withheld: true,
        entries: [],
      });
  });
});
