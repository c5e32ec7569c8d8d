import { describe, expect, it } from 'vitest';
import { computeChances, drawItems, drawOutcomes } from '../freshness/testing/simulated-items';
import { createRng, type Rng } from '../statistics/rng';
import { chooseComparison } from './compare-submissions';
import { findFlags, type RoundToFlag } from './find-flags';
import { roundFlag } from './flag';
import { computeComparedCountMax, type JudgedSubmission } from './predicted-submission';
import { prepareJudged } from './prepare-submission';

const n = 2000;

const classCount = 3;

const rng = createRng('flags');

const items = drawItems(rng, n);

const labels = Int32Array.from({ length: n }, () => Math.floor(classCount * rng.nextUnit()));

const comparison = chooseComparison('accuracy', labels, classCount);

const yieldNothing = async () => {};

/** Simulates predictions of a model with this skill. A wrong prediction is a random other class. */
function predict(draw: Rng, skill: number): Int32Array {
  const right = drawOutcomes(draw, items, computeChances(skill));
  return labels.map((label, j) =>
    right[j] === 1 ? label : (label + 1 + Math.floor(2 * draw.nextUnit())) % classCount,
  );
}

/** Changes `count` random predictions to the next class. */
function flip(predicted: Int32Array, count: number, draw: Rng): Int32Array {
  const flipped = predicted.slice();
  for (let k = 0; k < count; k++) {
    const j = Math.floor(n * draw.nextUnit());
    flipped[j] = (flipped[j]! + 1) % classCount;
  }
  return flipped;
}

const enter = (
  submission: string,
  team: string,
  predicted: Int32Array,
  { teamGroup = team, model = team } = {},
): JudgedSubmission =>
  prepareJudged(
    { metric: 'accuracy', labels, classCount, groups: null, seed: 'round' },
    { submission, team, teamGroup, model },
    { kind: 'classes', predicted, probabilities: null },
  )!;

const honest = Array.from({ length: 8 }, (_, k) => predict(rng, 0.7 + 0.03 * k));

const others = honest.slice(1).map((predicted, k) => enter(`other-${k}`, `team-${k}`, predicted));

const find = (submissions: readonly JudgedSubmission[], hasSmallEdits = true) => {
  if (comparison.kind !== 'hits') throw new Error('classes are right or wrong');
  const round: RoundToFlag = {
    ...comparison,
    metric: 'accuracy',
    itemCount: n,
    submissions,
    hasSmallEdits,
  };
  return findFlags(round, yieldNothing);
};

describe('flags of a round', () => {
  it('include no flag for honest teams, whether they submit once or improve', async () => {
    const improving = [0.7, 0.75, 0.8, 0.85].map((skill, k) => enter(`s${k}`, 'steady', predict(rng, skill)));
    expect(await find([...others, ...improving])).toEqual([]);
  });

  it('include two accounts with copied files only once, for their two most similar files', async () => {
    const copied = honest[0]!;
    const flags = await find([
      enter('x1', 'x', copied),
      enter('y1', 'y', flip(copied, 30, rng)),
      ...others,
      enter('y2', 'y', flip(copied, 2, rng)),
    ]);
    expect(flags).toHaveLength(1);
    expect(flags[0]).toMatchObject({
      subject: 'x:y',
      flag: { kind: 'near-copy', first: 'x1', second: 'y2', itemCount: n },
    });
  });

  it('include no copies between linked teams', async () => {
    const linked = { teamGroup: 'g' };
    const submissions = [
      enter('x1', 'x', honest[0]!, linked),
      enter('y1', 'y', flip(honest[0]!, 60, rng), linked),
    ];
    expect(await find([...others, ...submissions])).toEqual([]);
  });

  it('include a team that repeatedly flips predictions at random, also across linked accounts', async () => {
    const base = honest[0]!;
    const probes = [1, 2, 3, 4, 5, 6].map((k) =>
      enter(`p${k}`, 'prober', flip(base, 60, rng), { teamGroup: 'g' }),
    );
    const first = enter('p0', 'helper', base, { teamGroup: 'g' });
    const flags = await find([first, ...others, ...probes]);
    expect(flags.map(({ subject, flag }) => [subject, flag.kind])).toEqual([['prober', 'random-probing']]);
    expect(flags[0]!.flag).toMatchObject({ judgedCount: 6 });
    expect(await find([first, ...others.slice(0, 4), ...probes])).toEqual([]);
  });

  it('include a team at chance level, and edits of a few items if feedback gives scores', async () => {
    const random = [0, 1, 2].map((k) =>
      enter(
        `r${k}`,
        'random',
        labels.map(() => Math.floor(classCount * rng.nextUnit())),
      ),
    );
    const edits = [enter('e0', 'editor', honest[0]!), enter('e1', 'editor', flip(honest[0]!, 3, rng))];
    const kinds = async (hasSmallEdits: boolean) =>
      (await find([...random, ...edits], hasSmallEdits)).map(({ subject, flag }) => [subject, flag.kind]);
    expect(await kinds(true)).toEqual([
      ['random', 'chance-level'],
      ['e1', 'tiny-edit'],
    ]);
    expect(await kinds(false)).toEqual([['random', 'chance-level']]);
  });

  it('have numbers with three significant digits, and exact counts', () => {
    expect(
      roundFlag({
        kind: 'near-copy',
        first: 'a',
        second: 'b',
        itemCount: 12345,
        kappa: 0.987654,
        predictionDisagreement: 0.00123456,
        pValue: 1.23456e-30,
        adjustedPValue: 0,
        pairCount: 1234,
      }),
    ).toMatchObject({
      itemCount: 12345,
      kappa: 0.988,
      predictionDisagreement: 0.00123,
      pValue: 1.23e-30,
      adjustedPValue: 0,
      pairCount: 1234,
    });
    expect(
      roundFlag({
        kind: 'random-probing',
        team: 't',
        edits: [{ submission: 's', changedCount: 4567, z: -0.123456 }],
        judgedCount: 3,
      }),
    ).toMatchObject({ edits: [{ changedCount: 4567, z: -0.123 }] });
  });

  it('come from fewer submissions in a round with more items', () => {
    const countsOf = (bytesPerItem: number) =>
      [1000, 10_000, 1_000_000].map((items) => computeComparedCountMax(items, bytesPerItem));
    expect(countsOf(2)).toEqual([4472, 1414, 100]);
    expect(countsOf(8)).toEqual([4472, 1414, 25]);
  });
});
