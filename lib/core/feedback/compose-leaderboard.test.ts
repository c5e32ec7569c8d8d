import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { listTied } from '@/app/_ui/ranking/describe-ranking';
import type { insertSnapshot } from '@/db/queries/snapshot-queries';
import { repetitions } from '@/testing/stress';
import type { Leaderboard, ScoreEstimate } from '../leaderboard/leaderboard';
import type { ModelComparison } from '../leaderboard/pair-codes';
import { publicDisclosureOf, undisclosed } from '../model/disclosure';
import { createRng } from '../statistics/rng';
import {
  composeCorrectedLeaderboard,
  composeOfficialLeaderboard,
  type ReferenceModel,
  type RoundScoring,
} from './compose-leaderboard';
import type { Disclosed } from './disclosed';
import { makeRankedModel } from './testing/make-ranked-model';

const round: RoundScoring = {
  metric: 'accuracy',
  direction: 'higher',
  policy: 'exact',
  itemCount: { feedback: 300, final: 700 },
};

const estimate = (score: number): ScoreEstimate => ({
  score,
  interval: { lower: score - 0.01, upper: score + 0.01, level: 0.95, method: 'wilson', seed: null },
});

const aModel = (name: string, feedback: number | null, final: number | null) =>
  makeRankedModel(name, null, {
    ...{ team: `team of ${name}`, teamSlug: `team-of-${name}`, submissionsUsed: 2 },
    scores: {
      feedback: { primary: feedback === null ? null : estimate(feedback), secondary: { macro_f1: 0.5 } },
      final: { primary: final === null ? null : estimate(final), secondary: { macro_f1: 0.123456789 } },
    },
  });

/** Stands in for a comparison that has no differences and intervals between models. */
const unmeasured = { meanOf: () => Number.NaN, halfWidthOf: () => null };

/** A comparison in which no two models differ significantly. */
const undecided = (modelCount: number): ModelComparison => ({
  pairs: { modelCount, pOf: () => 1, ...unmeasured },
  test: 'mcnemar',
});

const score = fc.option(fc.double({ min: 0.05, max: 0.95, noNaN: true }));

describe('composed leaderboard', () => {
  it('only composeLeaderboard makes publishable rows: a leaderboard composed elsewhere is a type error', () => {
    expectTypeOf<Leaderboard>().not.toExtend<Disclosed<Leaderboard>>();
    expectTypeOf<Parameters<typeof insertSnapshot>[1]['leaderboard']>().toEqualTypeOf<
      Disclosed<Leaderboard>
    >();
  });

  it('shows secondary metrics and the feedback score if it is official, and no gap before overfitting is measured', () => {
    const [official] = composeOfficialLeaderboard(round, [aModel('a', 0.8, 0.7)], undecided(1)).entries;
    expect(official).toMatchObject({
      score: 0.7,
      feedback_score: 0.8,
      gap: null,
      secondary: { macro_f1: 0.1235 },
    });
  });

  it('contains a team’s disclosures in the row of its model', () => {
    const disclosure = { ...publicDisclosureOf(undisclosed), licence: 'MIT' };
    const { entries } = composeOfficialLeaderboard(
      round,
      [{ ...aModel('a', 0.8, 0.7), disclosure }],
      undecided(1),
    );
    expect(entries[0]?.disclosure).toEqual(disclosure);
  });

  it('excludes host entries and baselines from ranks, counts and tests, and lists them last', () => {
    const compared: ModelComparison = {
      ...undecided(5),
      // The host entry, at index 1, differs significantly from all models; the first model differs significantly from the
      // last only.
      pairs: {
        modelCount: 5,
        pOf: (i, j) => (i === 1 || j === 1 || i + j === 4 ? 0.001 : 1),
        ...unmeasured,
      },
    };
    const own = { team: 'us', teamSlug: 'us' };
    const models = [
      { ...aModel('a', 0.8, 0.7), ...own },
      { ...aModel('host', 1, 0.99), kind: 'host' as const, ...own },
      aModel('b', 0.8, 0.65),
      { ...aModel('line', 0.5, 0.5), kind: 'baseline' as const },
      aModel('c', 0.8, 0.6),
    ];
    const board = composeOfficialLeaderboard(round, models, compared);
    const standingOf = (e: Leaderboard['entries'][number]) => [
      e.model,
      e.kind,
      e.rank,
      e.rank_lower,
      e.rank_upper,
      e.tied_with_leader,
    ];
    expect(board.entries.map(standingOf)).toEqual([
      ['a', 'entry', 1, 1, 2, true],
      ['b', 'entry', 2, 1, 3, true],
      ['c', 'entry', 3, 2, 3, false],
      ['host', 'host', null, null, null, false],
      ['line', 'baseline', null, null, null, false],
    ]);
    expect(board).toMatchObject({ entered: 3, comparison: { pair_count: 3 } });
    expect(board.entries.map(({ best_of }) => best_of)).toEqual([null, null, null, null, null]);
  });

  it('has four decimals of a bounded metric, and ranks by the published value', () => {
    const { entries } = composeOfficialLeaderboard(
      round,
      [aModel('a', null, 0.70001), aModel('b', null, 0.70004), aModel('c', null, 0.6)],
      undecided(3),
    );
    expect(entries.map(({ model, rank, score }) => [model, rank, score])).toEqual([
      ['a', 1, 0.7],
      ['b', 1, 0.7],
      ['c', 3, 0.6],
    ]);
  });

  it('counts a model without a score as entered and never ranks it', () => {
    const board = composeOfficialLeaderboard(
      round,
      [aModel('a', 0.5, null), aModel('b', 0.5, 0.4)],
      undecided(2),
    );
    expect(board.entered).toBe(2);
    expect(board.entries.map(({ model }) => model)).toEqual(['b']);
  });

  it('gives the same ranking for any order of the models', () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 10 }), (scores) => {
        const models = scores.map((s, i) => aModel(`m${i}`, null, s));
        expect(composeOfficialLeaderboard(round, [...models].reverse(), undecided(models.length))).toEqual(
          composeOfficialLeaderboard(round, models, undecided(models.length)),
        );
      }),
    );
  });
});

describe('official ranking with paired tests', () => {
  const entries = fc
    .array(
      fc.record({
        final: score,
        teamSlug: fc.constantFrom('a', 'b', 'c'),
        p: fc.constantFrom(0, 1e-4, 0.02, 1),
      }),
      { minLength: 1, maxLength: 9 },
    )
    .chain((models) =>
      fc.record({
        models: fc.constant(models),
        order: fc.shuffledSubarray(
          models.map((_, i) => i),
          { minLength: models.length, maxLength: models.length },
        ),
      }),
    );
  type Entry = { final: number | null; teamSlug: string; p: number };
  /** Computes each p-value from the two models, not from their positions in the list. */
  const compare = (models: readonly Entry[]): ModelComparison => ({
    ...undecided(models.length),
    pairs: {
      modelCount: models.length,
      pOf: (i, j) => Math.max(models[i]!.p, models[j]!.p),
      ...unmeasured,
    },
  });
  const rank = (models: readonly (Entry & { name: string })[]) =>
    composeOfficialLeaderboard(
      round,
      models.map(({ name, final, teamSlug }) => ({ ...aModel(name, null, final), teamSlug })),
      compare(models),
    );

  it('gives each rank within its rank interval and each score within its interval, and never ranks an undefined score', () => {
    fc.assert(
      fc.property(entries, ({ models }) => {
        const board = rank(models.map((entry, i) => ({ ...entry, name: `m${i}` })));
        const scored = models.filter(({ final }) => final !== null).length;
        expect(board.entries).toHaveLength(scored);
        expect(board.comparison).toEqual({
          test: 'mcnemar',
          level: 0.05,
          pair_count: (scored * (scored - 1)) / 2,
        });
        for (const entry of board.entries) {
          expect(entry.rank_lower).toBeGreaterThanOrEqual(1);
          expect(entry.rank_lower).toBeLessThanOrEqual(entry.rank!);
          expect(entry.rank).toBeLessThanOrEqual(entry.rank_upper!);
          expect(entry.rank_upper).toBeLessThanOrEqual(scored);
          expect(entry.interval?.lower).toBeLessThanOrEqual(entry.score);
          expect(entry.interval?.upper).toBeGreaterThanOrEqual(entry.score);
          if (entry.rank === 1) expect(entry.tied_with_leader).toBe(true);
        }
      }),
    );
  });

  it('ties with the leader exactly the models whose rank interval begins at 1, in thousands of tables', () => {
    const rng = createRng('ties');
    let inside = 0;
    for (let table = 0; table < repetitions(2_000, 10_000); table++) {
      const models = Array.from({ length: 1 + (rng.nextUint32() % 12) }, (_, i) => ({
        name: `m${i}`,
        // Scores are multiples of .05, so that many are equal, and some are missing.
        final: rng.nextUnit() < 0.1 ? null : Math.round(20 * rng.nextUnit()) / 20,
        teamSlug: 'a',
      }));
      // An independent p for each pair, so that a model may differ significantly from the leader while a model between them
      // doesn't.
      const p = Float64Array.from({ length: models.length ** 2 }, () => rng.nextUnit() ** 8);
      const board = composeOfficialLeaderboard(
        round,
        models.map(({ name, final, teamSlug }) => ({ ...aModel(name, null, final), teamSlug })),
        {
          ...undecided(models.length),
          pairs: {
            modelCount: models.length,
            pOf: (i, j) => p[Math.min(i, j) * models.length + Math.max(i, j)]!,
            ...unmeasured,
          },
        },
      );
      for (const entry of board.entries) expect(entry.tied_with_leader).toBe(entry.rank_lower === 1);
      if (board.entries.length === 0) continue;
      const { lastIndex, between } = listTied(board.entries);
      expect(board.entries.slice(lastIndex + 1).every(({ rank_lower: best }) => best! > 1)).toBe(true);
      expect(between).toEqual(
        board.entries
          .slice(0, lastIndex)
          .filter(({ rank_lower: best }) => best! > 1)
          .map(({ model }) => model),
      );
      inside += between.length;
    }
    // The draws must include tables in which a model that differs significantly from the leader ranks above a model that
    // doesn't.
    expect(inside).toBeGreaterThan(100);
  });

  it('gives the same bytes for any order of the submissions', () => {
    fc.assert(
      fc.property(entries, ({ models, order }) => {
        const named = models.map((entry, i) => ({ ...entry, name: `m${i}` }));
        expect(JSON.stringify(rank(order.map((i) => named[i]!)))).toBe(JSON.stringify(rank(named)));
      }),
    );
  });

  it('gives no “best of”, since no submission was selected by its final score', () => {
    const models = [
      { ...aModel('first', null, 0.8), teamSlug: 'two' },
      { ...aModel('second', null, 0.7), teamSlug: 'two' },
    ];
    const board = composeOfficialLeaderboard(round, models, undecided(2));
    expect(board.entries.map((entry) => entry.best_of)).toEqual([null, null]);
  });
});

describe('versions of a model that don’t count for it', () => {
  const besideOf = (againstCounting: ReferenceModel['againstCounting']) =>
    composeOfficialLeaderboard(round, [], undecided(0), {
      reference_entries: [{ ...aModel('a', null, 0.6), againstCounting }],
    }).reference_entries[0]!.against_counting;

  it('publish half widths to two digits and the outcome of the test, never the p-value', () => {
    expect(besideOf({ halfWidth: 0.0123456, p: 0.0123 })).toEqual({
      half_width: 0.012,
      is_significant: true,
    });
    expect(besideOf({ halfWidth: 0.2, p: 0.051 })).toEqual({ half_width: 0.2, is_significant: false });
  });

  it('publish no half width where no interval is valid, and nothing where no test compared them', () => {
    for (const halfWidth of [null, Number.NaN, 0])
      expect(besideOf({ halfWidth, p: 1 })).toEqual({ half_width: null, is_significant: false });
    expect(besideOf(null)).toBeNull();
  });
});

describe('ranking after an erratum', () => {
  it('uses the corrected scores like an official ranking, and names the erratum', () => {
    const models = [aModel('a', 0.8, 0.6), aModel('b', null, null)];
    const corrected = composeCorrectedLeaderboard(round, models, {
      comparison: undecided(2),
      number: 2,
      reference_entries: [],
    });
    const official = composeOfficialLeaderboard(round, models, undecided(models.length));
    expect(corrected).toEqual({ ...official, erratum: 2 });
    expect(official.erratum).toBeNull();
  });
});
