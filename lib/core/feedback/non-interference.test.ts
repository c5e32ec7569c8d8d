import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedbackPolicyName } from '../benchmark';
import { addTallies, noFeedback } from '../exposure/exposure';
import { selectSplit } from '../scoring/score-split';
import { createRng } from '../statistics/rng';
import type { Predictions } from '../submission/predictions';
import { composeFeedback } from './compose-feedback';
import { composeProvisionalLeaderboard, type ReportedModel } from './compose-provisional-leaderboard';
import { countEdits } from './count-edits';
import { decideFeedback, type FeedbackRules } from './decide-feedback';
import { computeFeedbackCap } from './feedback-counts';
import { findBaselinePrediction, repeatBaseline } from './ladder/baseline-prediction';
import { estimateMean } from './ladder/guarded-z';
import { computeLadderOutcomes } from './ladder/ladder-rules';

const itemCount = 400;

const feedbackCount = 200;

const classes = ['no', 'yes'];

const policies: readonly FeedbackPolicyName[] = [
  'exact',
  'exact-with-budget',
  'guarded-ladder',
  'final-only',
];

const draw = (seed: string, share = 0.5): Int32Array => {
  const rng = createRng(seed);
  return Int32Array.from({ length: itemCount }, () => (rng.nextUnit() < share ? 1 : 0));
};

/** Draws six files, good and bad ones, for the labels of the first test set; one file is a small edit of another. */
function drawFiles(seed: string, labels: Int32Array): Int32Array[] {
  const rng = createRng(`${seed}:files`);
  const files = [0.5, 0.55, 0.7, 0.5, 0.8].map((skill) =>
    labels.map((label) => (rng.nextUnit() < skill ? label : 1 - label)),
  );
  return [...files, files[2]!.map((value, i) => (i < 5 ? 1 - value : value))];
}

/**
 * Makes another test set with the same disclosed facts: labels of the feedback split are exchanged between items for which
 * all files agree, labels of the final split are arbitrary.
 */
function agreeWith(labels: Int32Array, files: readonly Int32Array[], seed: string): Int32Array {
  const other = draw(`${seed}:other`);
  other.set(labels.subarray(0, feedbackCount));
  const groups = new Map<string, number[]>();
  for (let i = 0; i < feedbackCount; i++) {
    const key = files.map((file) => file[i]).join('');
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  for (const items of groups.values())
    for (const [k, i] of items.entries()) other[i] = labels[items[(k + 1) % items.length]!]!;
  return other;
}

const positions = Uint32Array.from({ length: feedbackCount }, (_, i) => i);

/**
 * Returns all feedback and the leaderboard of a round with these labels as bytes: everything that a team and the public see.
 */
function play(policy: FeedbackPolicyName, labels: Int32Array, files: readonly Int32Array[]): string {
  const rules: FeedbackRules = {
    policy,
    metric: 'accuracy',
    itemCount,
    feedbackCount,
    feedbackCap: computeFeedbackCap({ policy, quotaPerRound: 5, feedbackCount }),
    groups: null,
  };
  const outcomesOf = (predictions: Predictions) =>
    computeLadderOutcomes(
      'accuracy',
      'mcnemar',
      selectSplit({ rules: { task: 'binary', classes }, labels, positions, predictions }),
    )!;
  const baseline = repeatBaseline(
    findBaselinePrediction('accuracy', labels.slice(0, feedbackCount), 2),
    itemCount,
  );
  let toBeat = { id: 'baseline', file: baseline };
  let tally = noFeedback;
  const earlier: Predictions[] = [baseline];
  const reported: ReportedModel[] = [];
  const feedbacks = files.map((predicted, i) => {
    const file: Predictions = { kind: 'classes', predicted, probabilities: null };
    const outcomes = outcomesOf(file);
    const decided = decideFeedback(
      rules,
      {
        own: tally,
        linked: noFeedback,
        incumbent: {
          id: toBeat.id,
          kind: toBeat.id === 'baseline' ? 'constant' : 'own-file',
          outcomes: outcomesOf(toBeat.file),
        },
      },
      {
        id: `s${i}`,
        outcomes,
        estimate: estimateMean({ lossKind: 'zero-one', groups: null }, outcomes),
        editCount: Math.min(...earlier.map((other) => countEdits('accuracy', { classes }, other, file))),
        unitLosses: null,
      },
    );
    const feedback = composeFeedback({
      rules: { ...rules, quotaPerRound: 5 },
      decision: decided.decision,
      before: addTallies([tally]),
      after: decided.tallies.own,
      officialAt: new Date(0),
    });
    tally = decided.tallies.own;
    earlier.push(file);
    if (decided.decision.outcome === 'improved') toBeat = { id: `s${i}`, file };
    if (feedback.score !== null) reported.push({ ...model(i), feedback });
    return feedback;
  });
  const table = composeProvisionalLeaderboard(
    { metric: 'accuracy', direction: 'higher', policy, itemCount: { feedback: feedbackCount, final: 200 } },
    files.length,
    reported,
  );
  return JSON.stringify([feedbacks, table]);
}

/** Makes the submissions of a model; one of the two models has a withdrawn submission. */
const model = (i: number) => ({
  id: `s${i}`,
  kind: 'entry' as const,
  isChosen: false,
  isAutomatic: false,
  isWithdrawn: i === 2,
  model: `m${i % 2}`,
  modelSlug: `m${i % 2}`,
  version: '1',
  team: 't',
  teamSlug: 't',
  evidence: 'in-round' as const,
  submissionsUsed: i,
  submittedAt: new Date(i),
});

describe('non-interference of feedback and leaderboards', () => {
  it.each(policies)(
    'holds under the policy %s: two hidden test sets with equal disclosures give byte-identical feedback and leaderboards',
    (policy) => {
      let differing = 0;
      fc.assert(
        fc.property(fc.nat(1e6), (n) => {
          const labels = draw(`${n}`);
          const files = drawFiles(`${n}`, labels);
          const other = agreeWith(labels, files, `${n}`);
          for (let i = 0; i < feedbackCount; i++) if (labels[i] !== other[i]) differing++;
          expect(play(policy, other, files)).toBe(play(policy, labels, files));
        }),
        { numRuns: 30 },
      );
      expect(differing).toBeGreaterThan(200);
    },
  );

  it.each(policies)(
    'fails as it must for flipped labels under every policy but final-only, which reports nothing: %s',
    (policy) => {
      const labels = draw('a');
      const files = drawFiles('a', labels);
      const flipped = labels.map((label) => 1 - label);
      const isSame = play(policy, flipped, files) === play(policy, labels, files);
      expect(isSame).toBe(policy === 'final-only');
    },
  );
});
