import type { Answer } from '@/lib/core/feedback/answer';
import { computeEditCountMin } from '@/lib/core/feedback/edit-count-min';
import { decideExactAnswer } from '@/lib/core/feedback/exact/decide-exact-answer';
import { advanceLadder } from '@/lib/core/feedback/ladder/advance-ladder';
import { estimateMean } from '@/lib/core/feedback/ladder/estimate-mean';
import type { LadderCriterion } from '@/lib/core/feedback/ladder/ladder-rules';
import { startLadder } from '@/lib/core/feedback/ladder/ladder-state';
import { computePublicScale } from '@/lib/core/feedback/ladder/public-scale';
import type { Mechanism } from './mechanism';

/** What an attacker can do: submit predicted classes, 0 or 1, of all items of the round, and read the answer. */
export type Oracle = (predictions: Uint8Array) => Answer;

const exactDecimals = { exact: 4, 'two-decimals': 2 } as const;

/**
 * A round with hidden binary labels behind one of the mechanisms, made of the code that answers real submissions. The first
 * items, `feedbackCount` of them, are the feedback part. The baseline predicts 0 for all items.
 * @param answersCap K of the guarded ladder
 */
export function createOracle(
  mechanism: Mechanism,
  { labels, feedbackCount, answersCap }: { labels: Uint8Array; feedbackCount: number; answersCap: number },
): Oracle {
  return mechanism === 'exact' || mechanism === 'two-decimals'
    ? createScoreOracle(labels, feedbackCount, exactDecimals[mechanism])
    : createLadderOracle(labels, feedbackCount, {
        criterion: criterionOf(mechanism, answersCap),
        editCountMin: mechanism === 'guarded' ? computeEditCountMin(labels.length) : 0,
      });
}

function createScoreOracle(labels: Uint8Array, feedbackCount: number, decimals: number): Oracle {
  let answerCount = 0;
  return (predictions) => {
    const outcomes = computeOutcomes(labels, predictions, feedbackCount);
    return decideExactAnswer({
      estimate: estimateMean({ lossKind: 'zero-one', groups: null }, outcomes),
      decimals,
      isExposureSpent: false,
      answerCount: answerCount++,
      answersCap: null,
      editCount: predictions.length,
      editCountMin: 0,
    });
  };
}

function createLadderOracle(
  labels: Uint8Array,
  feedbackCount: number,
  { criterion, editCountMin }: { criterion: LadderCriterion; editCountMin: number },
): Oracle {
  const baseline = new Uint8Array(labels.length);
  let incumbent = baseline;
  let state = startLadder(
    {
      test: 'mcnemar',
      lossKind: 'zero-one',
      direction: 'higher',
      criterion,
      editCountMin,
      groups: null,
      seed: 'attack',
    },
    { id: 'baseline', kind: 'constant', outcomes: computeOutcomes(labels, baseline, feedbackCount) },
  );
  const differences = new Float64Array(labels.length);
  let asked = 0;
  return (predictions) => {
    // Δ and the edit rule are the guarded ladder's: the others have neither, as they were published.
    const isGuarded = criterion.kind === 'guarded';
    const editCount = isGuarded ? markDifferences(incumbent, predictions, differences) : predictions.length;
    const next = advanceLadder(state, {
      id: String(asked++),
      outcomes: computeOutcomes(labels, predictions, feedbackCount),
      estimate: null,
      editCount,
      publicScale: isGuarded ? computePublicScale(differences, null) : null,
      unitLosses: null,
      linkedAnswerCount: 0,
      linkedRefusalCount: 0,
    });
    if (next.answer.outcome === 'improved') incumbent = predictions.slice();
    state = next.state;
    return next.answer;
  };
}

function criterionOf(mechanism: Mechanism, answersCap: number): LadderCriterion {
  if (mechanism === 'guarded') return { kind: 'guarded', answersCap };
  return { kind: 'standard-errors', count: mechanism === 'ladder-1se' ? 1 : 3 };
}

function markDifferences(before: Uint8Array, after: Uint8Array, differences: Float64Array): number {
  let count = 0;
  for (let i = 0; i < after.length; i++) {
    const differs = before[i]! ^ after[i]!;
    differences[i] = differs;
    count += differs;
  }
  return count;
}

function computeOutcomes(labels: Uint8Array, predictions: Uint8Array, count: number): Float64Array {
  const outcomes = new Float64Array(count);
  for (let i = 0; i < count; i++) outcomes[i] = 1 - (labels[i]! ^ predictions[i]!);
  return outcomes;
}
