import type { Answer } from '@/lib/core/feedback/answer';
import { decideExactAnswer } from '@/lib/core/feedback/exact/decide-exact-answer';
import { advanceLadder } from '@/lib/core/feedback/ladder/advance-ladder';
import { estimateMean } from '@/lib/core/feedback/ladder/estimate-mean';
import { startLadder } from '@/lib/core/feedback/ladder/ladder-state';
import { openAnsweringRound } from './answering-round';
import type { Mechanism } from './mechanism';

/** What an attacker can do: submit predicted classes, 0 or 1, of all items of the round, and read the answer. */
export type Oracle = (predictions: Uint8Array) => Answer;

type HiddenRound = { labels: Uint8Array; feedbackCount: number; answersCap: number };

const exactDecimals = { exact: 4, 'two-decimals': 2 } as const;
const standardErrors = { 'ladder-1se': 1, 'ladder-3se': 3 } as const;

/**
 * A round with hidden binary labels behind one of the mechanisms, made of the code that answers real submissions. The first
 * items, `feedbackCount` of them, are the feedback part. The file to beat predicts 0 for all items, or of the guarded ladder the commoner class.
 * @param round `answersCap` is K of the guarded ladder
 */
export function createOracle(mechanism: Mechanism, round: HiddenRound): Oracle {
  switch (mechanism) {
    case 'exact':
    case 'two-decimals':
      return createScoreOracle(round, exactDecimals[mechanism]);
    case 'ladder-1se':
    case 'ladder-3se':
      return createLadderOracle(round, standardErrors[mechanism]);
    case 'guarded':
      return createGuardedOracle(round);
  }
}

function createScoreOracle({ labels, feedbackCount }: HiddenRound, decimals: number): Oracle {
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

/** As it was published: with neither a cap nor a rule for small edits, and no Δ. */
function createLadderOracle({ labels, feedbackCount }: HiddenRound, errorCount: number): Oracle {
  const constant = new Uint8Array(labels.length);
  let state = startLadder(
    {
      test: 'mcnemar',
      lossKind: 'zero-one',
      direction: 'higher',
      criterion: { kind: 'standard-errors', count: errorCount },
      editCountMin: 0,
      groups: null,
      seed: 'attack',
    },
    { id: 'constant', kind: 'constant', outcomes: computeOutcomes(labels, constant, feedbackCount) },
  );
  let asked = 0;
  return (predictions) => {
    const next = advanceLadder(state, {
      id: String(asked++),
      outcomes: computeOutcomes(labels, predictions, feedbackCount),
      estimate: null,
      editCount: predictions.length,
      publicScale: null,
      unitLosses: null,
      linkedAnswerCount: 0,
      linkedRefusalCount: 0,
    });
    state = next.state;
    return next.answer;
  };
}

function createGuardedOracle({ labels, feedbackCount, answersCap }: HiddenRound): Oracle {
  const round = openAnsweringRound({
    metric: 'accuracy',
    labels: Int32Array.from(labels),
    feedbackCount,
    answersCap,
  });
  const { ask } = round.enter();
  return (predictions) =>
    ask({ kind: 'classes', predicted: Int32Array.from(predictions), probabilities: null });
}

function computeOutcomes(labels: Uint8Array, predictions: Uint8Array, count: number): Float64Array {
  const outcomes = new Float64Array(count);
  for (let i = 0; i < count; i++) outcomes[i] = 1 - (labels[i]! ^ predictions[i]!);
  return outcomes;
}
