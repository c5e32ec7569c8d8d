import { describe, expect, it } from 'vitest';
import type { MetricName } from '../metrics/metric-name';
import type { LabelColumn } from '../scoring/label-column';
import { drawNormal } from '../statistics/normal-distribution';
import { createRng, type Rng } from '../statistics/rng';
import type { Predictions } from '../submission/predictions';
import { chooseComparison } from './compare-submissions';
import { findFlags } from './find-flags';
import { describeFlag, roundFlag } from './flag';
import { prepareJudged, prepareTexts } from './prepare-submission';
import {
  drawHiddenLayer,
  drawTask,
  fitLinear,
  fitNeighbours,
  type Model,
  rawFeatures,
} from './testing/honest-regressions';

type Entry = { team: string; file: Predictions; teamGroup?: string };

/** Finds the flags of a round with these files in order of receipt. Numbers are rounded as in stored flags. */
async function find(
  metric: MetricName,
  labels: LabelColumn,
  entries: readonly Entry[],
  hasSmallEdits = false,
) {
  const comparison = chooseComparison(metric, labels, 0);
  const roundOfSubmissions = { metric, labels, classCount: 0, groups: null, seed: 'round' };
  const named = entries.map(({ team, teamGroup = team, file }, k) => ({
    entered: { submission: `${team}-${k}`, team, teamGroup, model: team },
    file,
  }));
  const common = { metric, itemCount: labels.length, hasSmallEdits };
  const raised = await findFlags(
    comparison.kind === 'hits'
      ? {
          ...common,
          ...comparison,
          submissions: named.map(({ entered, file }) => prepareJudged(roundOfSubmissions, entered, file)!),
        }
      : {
          ...common,
          kind: comparison.kind,
          submissions: named.map(({ entered, file }) => prepareTexts(roundOfSubmissions, entered, file)),
        },
    async () => {},
  );
  return raised.map(({ subject, flag }) => {
    const stored = JSON.parse(JSON.stringify(roundFlag(flag))) as typeof flag;
    return { subject, kind: flag.kind, flag: stored, ...describeFlag(stored) };
  });
}

const subjectsOf = (flags: Awaited<ReturnType<typeof find>>) =>
  flags.map(({ subject, kind }) => `${kind} ${subject}`);

const rng = createRng('answers');

describe('flags of a round of numbers', () => {
  const trained = drawTask(rng, 700);
  const testSet = drawTask(rng, 1000);
  const { labels } = testSet;
  const numbers = (predicted: Float64Array): Predictions => ({ kind: 'numbers', predicted });
  const predict = (model: Model) => model(testSet.inputs);
  // Models of the same data: two nearest-neighbour models, networks with five seeds, and two linear models of different
  // inputs.
  const honest = [
    predict(fitNeighbours(trained, 7)),
    predict(fitNeighbours(trained, 10)),
    ...[40, 40, 40, 60, 60].map((width) => predict(fitLinear(trained, drawHiddenLayer(rng, width), 0.01))),
    predict(fitLinear(trained, rawFeatures, 0.01)),
    predict(fitLinear(trained, (input) => Float64Array.of(1, input[0]!, input[3]!, input[4]!), 0.01)),
  ];
  const field: Entry[] = honest.map((predicted, k) => ({ team: `t${k}`, file: numbers(predicted) }));
  const spread = (values: Float64Array) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  };
  const shake = (predicted: Float64Array, share: number, draw: Rng) => {
    const size = share * spread(predicted);
    return predicted.map((value) => value + size * drawNormal(draw));
  };

  it('include no flag for good models of the same data, even for networks that differ only in their seed', async () => {
    for (const metric of ['rmse', 'mae', 'r2', 'spearman', 'kendall'] as const)
      expect(await find(metric, labels, field)).toEqual([]);
    for (let k = 0; k < honest.length; k++)
      for (let l = 0; l < k; l++)
        expect(await find('rmse', labels, field.toSpliced(k, 1).toSpliced(l, 1))).toEqual([]);
  });

  it('include each copy with 0.1 % of noise, and no other pair', async () => {
    const rng = createRng('copies');
    for (const [k, predicted] of honest.entries())
      for (const metric of ['rmse', 'spearman'] as const) {
        const copy = { team: 'x', file: numbers(shake(predicted, 0.001, rng)) };
        expect(subjectsOf(await find(metric, labels, [...field, copy]))).toEqual([`near-copy t${k}:x`]);
      }
  });

  it('state on how many contested items a copy differs, and which honest pairs may look similar', async () => {
    const rng = createRng('words of a copy');
    const copy = { team: 'x', file: numbers(shake(honest[2]!, 0.001, rng)) };
    const [found] = await find('rmse', labels, [...field, copy]);
    expect(found!.flag).toMatchObject({ basis: 'numbers', itemCount: 1000, contestedCount: 1000 });
    expect(found!.finding).toContain('On 1,000 of 1,000 items the models of this round differ');
    expect(found!.falseAlarms).toContain('a linear regression above all');
    const twin = { team: 'x', file: numbers(predict(fitLinear(trained, rawFeatures, 0.02))) };
    expect(subjectsOf(await find('rmse', labels, [...field, twin]))).toEqual(['near-copy t7:x']);
  });

  it('include no copies between linked teams, and none with fewer than seven team groups', async () => {
    const rng = createRng('few groups');
    const copy = { team: 'x', file: numbers(shake(honest[2]!, 0.001, rng)), teamGroup: 't2' };
    expect(await find('rmse', labels, [...field, copy])).toEqual([]);
    const few = field.slice(0, 5);
    const alone = { ...copy, teamGroup: 'x' };
    expect(await find('rmse', labels, [...few, alone])).toEqual([]);
    expect(subjectsOf(await find('rmse', labels, [...field.slice(0, 6), alone]))).toEqual(['near-copy t2:x']);
  });

  it('include a team whose files are repeatedly no better than a constant, but not a weak model', async () => {
    const rng = createRng('at chance');
    const mean = labels.reduce((sum, label) => sum + label, 0) / labels.length;
    const at = (share: number) => numbers(labels.map((y) => mean + share * (y - mean) + 4 * drawNormal(rng)));
    // Eight files of each kind, since z of a file of noise is below 1.645 in only 19 of 20 cases, and a flag needs three
    // such files.
    const submit = (team: string, file: () => Predictions) =>
      Array.from({ length: 8 }, () => ({ team, file: file() }));
    const entries = [
      ...submit('noise', () => at(0)),
      ...submit('constant', () => numbers(labels.map(() => mean))),
      ...submit('weak', () => at(0.8)),
    ];
    const flags = await find('rmse', labels, entries);
    expect(subjectsOf(flags)).toEqual(['chance-level noise', 'chance-level constant']);
    expect(flags[0]!.finding).toMatch(
      /^8 of 8 submissions are not better than the best constant prediction: Root mean squared error \d/,
    );
    const byRank = [
      ...submit('noise', () => numbers(labels.map(() => drawNormal(rng)))),
      ...submit('constant', () => numbers(labels.map(() => 1))),
      ...submit('other unit', () => numbers(labels.map((y) => 1e6 + y + 20 * drawNormal(rng)))),
    ];
    const ranked = await find('spearman', labels, byRank);
    expect(subjectsOf(ranked)).toEqual(['chance-level noise', 'chance-level constant']);
    expect(ranked[1]!.finding).toContain('without a value against 0');
  });

  it('include edits of a few numbers if feedback gives scores, but not a retrained model', async () => {
    const [before, after] = [honest[2]!, honest[3]!];
    const edited = before.map((value, j) => (j % 300 === 0 ? value + 2 : value));
    const entries = [before, after, edited].map((predicted) => ({ team: 'x', file: numbers(predicted) }));
    const flags = await find('mae', labels, entries, true);
    expect(subjectsOf(flags)).toEqual(['tiny-edit x-2']);
    expect(flags[0]!.flag).toMatchObject({ changedCount: 4, changedCountMin: 10 });
    expect(await find('mae', labels, entries, false)).toEqual([]);
  });
});

describe('flags of a round of texts', () => {
  const n = 1000;
  const texts = (predicted: readonly string[]): Predictions => ({ kind: 'texts', predicted });
  const labels = Array.from({ length: n }, (_, j) => `place ${j % 2 === 0 ? j : 'yes'}`);
  /** Difficulty of an item, the same for all models. */
  const hardness = labels.map(() => drawNormal(rng));
  /** Texts of a model: right where the model's skill exceeds the item's difficulty, else one of a few likely mistakes. */
  const drawTexts = (skill: number, draw: Rng) =>
    labels.map((label, j) =>
      skill + drawNormal(draw) > 1.4 * hardness[j]!
        ? label
        : `place ${j}${'abcdefgh'[Math.floor(8 * draw.nextUnit())]}`,
    );
  const honest = Array.from({ length: 8 }, (_, k) => drawTexts(0.5 + 0.1 * k, rng));
  const field: Entry[] = honest.map((predicted, k) => ({ team: `t${k}`, file: texts(predicted) }));
  /** A copy of another model's texts with other texts on some items, and another spelling everywhere. */
  const copyOf = (predicted: readonly string[], every: number) =>
    texts(predicted.map((text, j) => (j % every === 0 ? 'nowhere' : `The ${text.toUpperCase()}.`)));

  it('include each copy in any spelling, found by its errors or by contested texts, but no honest model', async () => {
    for (const metric of ['exact_match', 'token_f1', 'rouge_l', 'chrf', 'bleu'] as const) {
      expect(await find(metric, labels, field)).toEqual([]);
      const copied = [...field, { team: 'x', file: copyOf(honest[3]!, 60) }];
      expect(subjectsOf(await find(metric, labels, copied))).toEqual(['near-copy t3:x']);
    }
    const [byAnswers] = await find('token_f1', labels, [
      ...field,
      { team: 'x', file: copyOf(honest[3]!, 60) },
    ]);
    expect(byAnswers!.flag).toMatchObject({ basis: 'texts', itemCount: n });
    expect(byAnswers!.falseAlarms).toContain('was not measured');
  });

  it('include no flag for two models that nearly always predict the frequent text', async () => {
    const rng = createRng('cautious');
    const frequent = labels.map((_, j) => (j % 10 < 8 ? 'yes' : 'no'));
    const cautious = () =>
      texts(frequent.map((label) => (rng.nextUnit() < (label === 'no' ? 0.05 : 0.01) ? 'no' : 'yes')));
    const entries = ['a', 'b'].map((team) => ({ team, file: cautious() }));
    expect(await find('exact_match', frequent, entries)).toEqual([]);
  });

  it('include a team that repeatedly changes texts at random, but not a team that reruns its model', async () => {
    const rng = createRng('probes');
    const base = honest[4]!;
    const changeSome = (answerAt: (j: number) => string) => {
      const drawn = new Set(Array.from({ length: 60 }, () => Math.floor(n * rng.nextUnit())));
      return texts(base.map((text, j) => (drawn.has(j) ? answerAt(j) : text)));
    };
    const first = { team: 'x', file: texts(base) };
    // Twelve edits, since z of a random edit is above −1 in only five of six cases, and a flag needs three such edits.
    const probes = Array.from({ length: 12 }, () => ({ team: 'x', file: changeSome((j) => `guess ${j}`) }));
    expect(
      subjectsOf(await find('exact_match', labels, [...field.toSpliced(4, 1), first, ...probes])),
    ).toEqual(['random-probing x']);
    const anew = [1, 2, 3, 4].map(() => ({ team: 'x', file: texts(drawTexts(0.9, rng)) }));
    expect(await find('exact_match', labels, [...field.toSpliced(4, 1), ...anew])).toEqual([]);
    // A reworded file changes every item, so where texts may be partly right the changes say nothing about the labels.
    const reworded = [1, 2, 3].map((k) => ({
      team: 'x',
      file: texts(base.map((text) => `${text} of ${k}`)),
    }));
    expect(await find('token_f1', labels, [...field.toSpliced(4, 1), first, ...reworded])).toEqual([]);
  });

  it('include a team that repeatedly sends texts in random order, but not a weak model', async () => {
    const rng = createRng('dealt');
    const shuffled = () => {
      const place = labels.map((_, j) => ({ j, at: rng.nextUnit() })).sort((a, b) => a.at - b.at);
      return texts(place.map(({ j }) => honest[7]![j]!));
    };
    const weak = () => texts(drawTexts(-1.5, rng));
    for (const metric of ['exact_match', 'token_f1', 'chrf'] as const) {
      const entries = Array.from({ length: 8 }).flatMap(() => [
        { team: 'shuffled', file: shuffled() },
        { team: 'weak', file: weak() },
      ]);
      const flags = await find(metric, labels, entries);
      expect(subjectsOf(flags)).toEqual(['chance-level shuffled']);
      expect(flags[0]!.finding).toContain('their own predictions in random order');
    }
  });

  it('include edits of a few texts if feedback gives scores', async () => {
    const entries = [honest[0]!, honest[0]!.map((text, j) => (j < 4 ? 'other' : text.toUpperCase()))].map(
      (predicted) => ({ team: 'x', file: texts(predicted) }),
    );
    const flags = await find('exact_match', labels, entries, true);
    expect(flags.map(({ flag }) => flag)).toMatchObject([{ kind: 'tiny-edit', changedCount: 4 }]);
  });
});
