import type { Refusal } from '@/lib/core/refusal';
import { answerWith } from '@/services/access/answer-with';
import { respondProblem } from './respond';

/** A refused form answers with the status that the API would, for programs; people read why on its page. */
export function answerRefused(refusal: Refusal): void {
  const { status, headers } = respondProblem(refusal, new Date());
  const retryAfter = headers.get('retry-after');
  answerWith(status, retryAfter === null ? {} : { 'retry-after': retryAfter });
}
