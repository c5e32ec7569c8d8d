import type { Feedback } from './feedback';
import type { FeedbackDecision } from './feedback-decision';

/** Reads the decision from stored feedback. Throws for feedback without the numbers of its outcome, which is never stored. */
export function readFeedback(feedback: Omit<Feedback, 'policy'>): FeedbackDecision {
  const { outcome, score, standard_error: standardError } = feedback;
  switch (outcome) {
    case 'withheld':
      if (feedback.reason === null) throw new Error('withheld without a reason');
      return { outcome, reason: feedback.reason };
    case 'no_improvement':
      return { outcome };
    default:
      if (score === null || standardError === null) throw new Error(`${outcome} without a score`);
      if (outcome === 'score') return { outcome, score, standardError };
      if (feedback.beaten === null) throw new Error('improved on no file');
      return { outcome, estimate: score, standardError, beaten: feedback.beaten };
  }
}
