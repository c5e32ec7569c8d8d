import { renderContexts } from '@/adapters/render-context';

/** Gives the page under way another status, as the page of a refused form has. Nothing happens outside of the server. */
export function answerWith(status: number, headers: Readonly<Record<string, string>>): void {
  const context = renderContexts().getStore();
  if (context) context.override = { status, headers };
}
