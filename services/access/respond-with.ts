import { renderContexts } from '@/adapters/render-context';
import type { RefusalKind } from '@/lib/core/refusal';

/** Gives the current page another status, such as that of a refused form. Does nothing outside of the server. */
export function respondWith(status: number, headers: Readonly<Record<string, string>>): void {
  const context = renderContexts().getStore();
  if (context) context.override = { status, headers };
}

/** Names the refusal of the current response to the metrics. */
export function noteRefusal(refusal: RefusalKind): void {
  const context = renderContexts().getStore();
  if (context) context.refusal = refusal;
}

/** The id of the current request; null outside of the server. */
export const findRequestId = (): string | null => renderContexts().getStore()?.requestId ?? null;
