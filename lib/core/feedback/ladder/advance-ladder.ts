import type { Answer, WithheldReason } from '../answer';
import { decideLadderAnswer } from './decide-ladder-answer';
import type { LadderState, LadderSubmission } from './ladder-state';

/**
 * One step of a team's ladder: the answer to a submission and the state after it. An announced improvement becomes the
 * incumbent; a withheld answer changes nothing, since it is decided from what the team knows itself.
 *
 * Answers depend on the order, so each submission is decided once, in order of acceptance (`listDecidable` says which one is
 * next), in the transaction that locks and stores the state. Folding this function over a round's submissions in that order
 * gives the same answers again.
 */
export function advanceLadder(
  state: LadderState,
  submission: LadderSubmission,
): { readonly state: LadderState; readonly answer: Answer } {
  const reason = findReasonToWithhold(state, submission);
  const { outcomes } = submission;
  if (reason !== null || outcomes === null)
    return { state, answer: { outcome: 'withheld', reason: reason ?? 'undefined-score' } };
  const answer = decideLadderAnswer({
    rules: state.rules,
    incumbentOutcomes: state.incumbent.outcomes,
    outcomes,
    publicScale: submission.publicScale,
    estimate: submission.estimate,
    seed: `${state.rules.seed}:${submission.id}`,
  });
  const hasImproved = answer.outcome === 'improved';
  return {
    answer,
    state: {
      ...state,
      incumbent: hasImproved ? { id: submission.id, outcomes } : state.incumbent,
      answerCount: state.answerCount + 1,
      announcementCount: state.announcementCount + (hasImproved ? 1 : 0),
    },
  };
}

function findReasonToWithhold(
  { rules, answerCount }: LadderState,
  { outcomes, editCount, linkedAnswerCount }: LadderSubmission,
): WithheldReason | null {
  if (editCount < rules.editCountMin) return 'too-few-edits';
  const { criterion } = rules;
  if (criterion.kind === 'guarded' && answerCount + linkedAnswerCount >= criterion.answersCap)
    return 'answers-spent';
  return outcomes === null || !areFinite(outcomes) ? 'undefined-score' : null;
}

function areFinite(outcomes: Float64Array): boolean {
  for (let i = 0; i < outcomes.length; i++) if (!Number.isFinite(outcomes[i])) return false;
  return true;
}
