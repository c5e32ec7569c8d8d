import { openAnswers } from '@/adapters/open-answer';

/** Gives the page under way another status, as the page of a refused form has. Nothing happens outside of the server. */
export function answerWith(status: number, headers: Readonly<Record<string, string>>): void {
  openAnswers().getStore()?.setStatus(status, headers);
}
