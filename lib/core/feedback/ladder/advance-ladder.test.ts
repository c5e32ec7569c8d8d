import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../statistics/rng';
import { describeOutcome } from '../describe-outcome';
import type { FeedbackDecision } from '../feedback';
import {
  advanceLadder,
  type LadderProgress,
  type LadderState,
  type LadderSubmission,
  listDecidable,
} from './advance-ladder';
import type { LadderRules } from './ladder-rules';

const rules: LadderRules = {
  test: 'mcnemar',
  lossKind: 'zero-one',
  direction: 'higher',
  feedbackCap: 30,
  editCountMin: 10,
  groups: null,
};

const itemCount = 300;

/** Simulates the outcomes (1 right, 0 wrong) of a file that is right on each item with the same probability. */
const drawOutcomes = (seed: string, accuracy: number): Float64Array => {
  const rng = createRng(seed);
  return Float64Array.from({ length: itemCount }, () => (rng.nextUnit() < accuracy ? 1 : 0));
};

const submission = (
  id: string,
  outcomes: Float64Array | null,
  overrides: Partial<LadderSubmission> = {},
) => ({
  id,
  outcomes,
  estimate: null,
  editCount: 100,
  unitLosses: null,
  linkedUsedCount: 0,
  linkedRefusalCount: 0,
  ...overrides,
});

const startLadder = (rules: LadderRules, incumbent: LadderState['incumbent']): LadderState => ({
  rules,
  incumbent,
  usedCount: 0,
  improvementCount: 0,
});

const start = (overrides: Partial<LadderRules> = {}): LadderState =>
  startLadder(
    { ...rules, ...overrides },
    { id: 'baseline', kind: 'constant', outcomes: drawOutcomes('baseline', 0.5) },
  );

function replay(state: LadderState, submissions: readonly LadderSubmission[]) {
  const decisions: FeedbackDecision[] = [];
  let current = state;
  for (const next of submissions) {
    const step = advanceLadder(current, next);
    decisions.push(step.decision);
    current = step.state;
  }
  return { decisions, state: current };
}

const someSubmissions = fc
  .array(
    fc.tuple(fc.double({ min: 0.35, max: 0.95, noNaN: true }), fc.integer({ min: 5, max: 200 }), fc.nat(10)),
    {
      maxLength: 15,
    },
  )
  .map((files) =>
    files.map(([accuracy, editCount, none], i) =>
      submission(`s${i}`, none === 0 ? null : drawOutcomes(`${accuracy}:${i}`, accuracy), { editCount }),
    ),
  );

describe('a team’s ladder', () => {
  it('starts at the baseline: a first file that is no better than the baseline gets no score', () => {
    const { decision, state } = advanceLadder(start(), submission('first', drawOutcomes('first', 0.5)));
    expect(decision.outcome).toBe('no_improvement');
    expect(state).toMatchObject({ incumbent: { id: 'baseline' }, usedCount: 1, improvementCount: 0 });
  });

  it('makes a reported improvement the current best, with its id and outcomes', () => {
    const better = drawOutcomes('better', 0.8);
    const { decision, state } = advanceLadder(start(), submission('better', better));
    expect(decision.outcome).toBe('improved');
    expect(state).toMatchObject({ incumbent: { id: 'better' }, usedCount: 1, improvementCount: 1 });
    expect(state.incumbent.outcomes).toBe(better);
    expect(advanceLadder(state, submission('again', better)).decision.outcome).toBe('no_improvement');
  });

  it('gives the same feedback when the submissions of a round are decided again in order of acceptance', () => {
    fc.assert(
      fc.property(someSubmissions, (submissions) => {
        for (const lossKind of ['zero-one', 'real'] as const)
          expect(replay(start({ lossKind }), submissions)).toEqual(replay(start({ lossKind }), submissions));
      }),
      { numRuns: 30 },
    );
  });

  it('gives the same feedback from any stored intermediate state', () => {
    fc.assert(
      fc.property(someSubmissions, fc.nat(15), (submissions, at) => {
        const half = replay(start(), submissions.slice(0, at));
        const rest = replay(half.state, submissions.slice(at));
        expect([...half.decisions, ...rest.decisions]).toEqual(replay(start(), submissions).decisions);
      }),
      { numRuns: 50 },
    );
  });

  it('gives the same feedback in whatever order parallel scoring finishes', () => {
    fc.assert(
      fc.property(
        someSubmissions.chain((submissions) =>
          fc.tuple(
            fc.constant(submissions),
            fc.shuffledSubarray([...submissions.keys()], { minLength: submissions.length }),
          ),
        ),
        ([submissions, order]) => {
          const progress = submissions.map(({ id }) => ({ id, progress: 'pending' as LadderProgress }));
          const decisions: FeedbackDecision[] = [];
          let state = start();
          for (const scored of order) {
            progress[scored]!.progress = 'scored';
            for (const { id } of listDecidable(progress)) {
              const i = progress.findIndex((p) => p.id === id);
              const step = advanceLadder(state, submissions[i]!);
              decisions[i] = step.decision;
              state = step.state;
              progress[i]!.progress = 'decided';
            }
          }
          expect(decisions).toEqual(replay(start(), submissions).decisions);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('gives no number for an edit of a few items, and doesn’t count this as feedback', () => {
    const before = start();
    const { decision, state } = advanceLadder(
      before,
      submission('edit', drawOutcomes('x', 0.9), { editCount: 9 }),
    );
    expect(decision).toEqual({ outcome: 'withheld', reason: 'too-few-edits' });
    expect(state).toBe(before);
  });

  it('gives feedback K times to a group of linked teams, and withholds it from then on', () => {
    const files = Array.from({ length: 5 }, (_, i) => submission(`s${i}`, drawOutcomes(`n${i}`, 0.5)));
    const capped = start({ feedbackCap: 3 });
    const outcomes = (linkedUsedCount: number) =>
      replay(
        capped,
        files.map((file) => ({ ...file, linkedUsedCount })),
      ).decisions.filter(({ outcome }) => outcome !== 'withheld').length;
    expect([0, 1, 3].map(outcomes)).toEqual([3, 2, 0]);
    expect(replay(capped, files).decisions[3]).toEqual({ outcome: 'withheld', reason: 'feedback-spent' });
  });

  it('spends the significance level .05/(r(r + 1)) at the r-th refusal of the group, and none at an improvement', () => {
    const outcomesWith = (won: number) => {
      const base = drawOutcomes('baseline', 0.5);
      let left = won;
      return base.map((hit) => (hit === 0 && left-- > 0 ? 1 : hit));
    };
    /** Finds the fewest wins against no loss that are reported as an improvement in this state. */
    const fewestWins = (state: LadderState, linkedRefusalCount: number) => {
      for (let won = 1; ; won++) {
        const { decision } = advanceLadder(
          state,
          submission('x', outcomesWith(won), { linkedRefusalCount, linkedUsedCount: linkedRefusalCount }),
        );
        if (decision.outcome === 'improved') return won;
      }
    };
    // A file that wins w items and loses none has p = 2^−w, so w is the smallest with 2^−w < .05/(r(r + 1)).
    expect([0, 1, 2, 3, 9].map((linked) => fewestWins(start(), linked))).toEqual([6, 7, 8, 9, 12]);
    const refused = advanceLadder(start(), submission('no', drawOutcomes('no', 0.4))).state;
    expect(fewestWins(refused, 0)).toBe(7);
    expect(fewestWins(refused, 2)).toBe(9);
    const announced = advanceLadder(refused, submission('yes', outcomesWith(20))).state;
    expect(announced.improvementCount).toBe(1);
    const again = advanceLadder(announced, submission('same', outcomesWith(26))).decision;
    const more = advanceLadder(announced, submission('more', outcomesWith(27))).decision;
    expect([again.outcome, more.outcome]).toEqual(['no_improvement', 'improved']);
  });

  it('gives a file with an undefined score the feedback “no improvement”, and counts this as feedback', () => {
    for (const outcomes of [null, new Float64Array(itemCount).fill(Number.NaN)]) {
      const { decision, state } = advanceLadder(start(), submission('none', outcomes));
      expect(decision).toEqual(advanceLadder(start(), submission('worse', drawOutcomes('w', 0.4))).decision);
      expect(state).toMatchObject({ incumbent: { id: 'baseline' }, usedCount: 1, improvementCount: 0 });
    }
  });

  it('reports a false improvement in at most 5 % of rounds whose files are no better than chance (simulated: at most 18 of 200)', () => {
    let roundsWithImprovement = 0;
    for (let round = 0; round < 200; round++) {
      const files = Array.from({ length: 30 }, (_, i) =>
        submission(`${i}`, drawOutcomes(`${round}:${i}`, 0.5)),
      );
      const state = startLadder(rules, {
        id: 'baseline',
        kind: 'constant',
        outcomes: drawOutcomes(`${round}`, 0.5),
      });
      if (replay(state, files).state.improvementCount > 0) roundsWithImprovement++;
    }
    // The test is conservative, so about 5 % is an upper limit for the mean; 18 is 2.6 standard errors above 5 % of 200.
    expect(roundsWithImprovement).toBeLessThanOrEqual(18);
  });
});

describe('non-interference of the ladder', () => {
  /**
   * Number of items with binary labels. Two test sets of this size get the same files; the first half of the items is the
   * feedback split.
   */
  const roundSize = 400;
  const draw = (seed: string) => {
    const rng = createRng(seed);
    return Uint8Array.from({ length: roundSize }, () => (rng.nextUint32() >>> 31) & 1);
  };
  const file = (i: number, seed: string) => {
    if (i % 3 !== 2) return draw(`${seed}:file${i}`);
    return draw(`${seed}:file${i - 1}`).map((label, at) => (at % 9 === 0 ? 1 - label : label));
  };

  function answerAll(labels: Uint8Array, seed: string, lossKind: 'zero-one' | 'real') {
    const outcomesOf = (predicted: Uint8Array) =>
      Float64Array.from({ length: roundSize / 2 }, (_, i) => {
        const isRight = predicted[i] === labels[i];
        if (lossKind === 'zero-one') return isRight ? 1 : 0;
        return isRight ? 0.9 : 0.2;
      });
    let incumbent: Uint8Array = new Uint8Array(roundSize);
    let state = startLadder(
      {
        ...rules,
        test: lossKind === 'real' ? 'guarded-z' : 'mcnemar',
        lossKind,
        feedbackCap: 6,
      },
      { id: 'baseline', kind: 'constant', outcomes: outcomesOf(incumbent) },
    );
    return Array.from({ length: 8 }, (_, i) => {
      const predicted = file(i, seed);
      const changed = Float64Array.from(predicted, (label, at) => (label === incumbent[at] ? 0 : 1));
      const step = advanceLadder(state, {
        id: `s${i}`,
        outcomes: outcomesOf(predicted),
        estimate: null,
        editCount: changed.reduce((sum, x) => sum + x, 0),
        unitLosses: { ofRound: changed, ofSplit: changed.slice(0, roundSize / 2) },
        linkedUsedCount: 0,
        linkedRefusalCount: 0,
      });
      if (step.decision.outcome === 'improved') incumbent = predicted;
      state = step.state;
      return step.decision;
    });
  }

  /**
   * The facts that the policy discloses: improvements and their estimates. Everything else in the feedback must follow from
   * these facts.
   */
  const disclosedOf = (decision: FeedbackDecision): string =>
    decision.outcome === 'improved' ? `${decision.estimate} ± ${decision.standardError}` : 'no';
  const textOf = (decision: FeedbackDecision, i: number): string =>
    JSON.stringify([
      decision,
      describeOutcome({
        decision,
        metric: 'accuracy',
        feedbackUsed: i,
        feedbackLeft: 8 - i,
        feedbackLeftMax: 8 - i,
        exposureBefore: 0,
        exposureAfter: 0.1,
        officialAt: new Date(0),
      }),
    ]);

  it('holds for two hidden test sets that agree on what the ladder discloses: their feedback is byte-identical', () => {
    let agreed = 0;
    fc.assert(
      fc.property(fc.nat(1e6), fc.constantFrom('zero-one' as const, 'real' as const), (n, lossKind) => {
        const [one, other] = ['a', 'b'].map((set) => answerAll(draw(`${n}:${set}`), `${n}`, lossKind));
        for (let i = 0; i < one!.length; i++) {
          if (disclosedOf(one![i]!) !== disclosedOf(other![i]!)) break;
          expect(textOf(one![i]!, i)).toBe(textOf(other![i]!, i));
          agreed++;
        }
      }),
      { numRuns: 100 },
    );
    // Most drawn pairs of test sets agree on what is disclosed, since nearly all files are refused on both test sets.
    expect(agreed).toBeGreaterThan(600);
  });

  it('holds for any labels of the final split: the feedback is byte-identical', () => {
    fc.assert(
      fc.property(fc.nat(1e6), (n) => {
        const labels = draw(`${n}:a`);
        const others = labels.map((label, i) => (i < roundSize / 2 ? label : 1 - label));
        expect(answerAll(others, `${n}`, 'zero-one')).toEqual(answerAll(labels, `${n}`, 'zero-one'));
      }),
      { numRuns: 20 },
    );
  });
});

describe('listDecidable', () => {
  const list = (...progress: LadderProgress[]) =>
    listDecidable(progress.map((p, i) => ({ id: `s${i}`, progress: p }))).map(({ id }) => id);

  it('lists every scored submission before the first pending submission, in order of acceptance', () => {
    expect(list('decided', 'scored', 'failed', 'scored', 'pending', 'scored')).toEqual(['s1', 's3']);
    expect(list('pending', 'scored')).toEqual([]);
    expect(list()).toEqual([]);
  });

  it('throws if a submission got feedback before an earlier submission', () => {
    expect(() => list('scored', 'decided')).toThrow(/out of order/);
    expect(() => list('pending', 'decided')).toThrow(/out of order/);
  });
});
