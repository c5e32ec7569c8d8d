import type { Answer, WithheldReason } from '../answer';
import { decideLadderAnswer } from './decide-ladder-answer';
import type { LadderState, LadderSubmission } from './ladder-state';
import { computeTestLevel } from './test-level';

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
  if (reason !== null) return { state, answer: { outcome: 'withheld', reason } };
  const { outcomes } = submission;
  const { rules, incumbent } = state;
  const refusals = state.answerCount - state.announcementCount + submission.linkedRefusalCount;
  const asked = {
    ...submission,
    rules,
    beaten: incumbent.kind,
    level: computeTestLevel(refusals),
  };
  const isComparable = outcomes !== null && areFinite(outcomes);
  // Whether a file has a score depends on which items are in the part: to say so would be an answer that nobody counts.
  const answer: Answer = isComparable
    ? decideLadderAnswer({ ...asked, incumbentOutcomes: incumbent.outcomes, outcomes })
    : { outcome: 'no_improvement' };
  const hasImproved = isComparable && answer.outcome === 'improved';
  return {
    answer,
    state: {
      ...state,
      incumbent: hasImproved ? { id: submission.id, kind: 'own-file', outcomes } : state.incumbent,
      answerCount: state.answerCount + 1,
      announcementCount: state.announcementCount + (hasImproved ? 1 : 0),
    },
  };
}

function findReasonToWithhold(
  { rules, answerCount }: LadderState,
  { editCount, linkedAnswerCount }: LadderSubmission,
): WithheldReason | null {
  if (editCount < rules.editCountMin) return 'too-few-edits';
  return answerCount + linkedAnswerCount >= rules.answersCap ? 'answers-spent' : null;
}

function areFinite(outcomes: Float64Array): boolean {
  for (let i = 0; i < outcomes.length; i++) if (!Number.isFinite(outcomes[i])) return false;
  return true;
}
