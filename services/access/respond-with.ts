import { renderContexts } from '@/adapters/render-context';
import type { RefusalKind } from '@/lib/core/refusal';

/** Sets status and headers of the current page's response, for example after a refused form. Does nothing outside of a request. */
export function respondWith(status: number, headers: Readonly<Record<string, string>>): void {
  const context = renderContexts().getStore();
  if (context) context.override = { status, headers };
}

/** Reports the kind of refusal to the metrics of the current request. */
export function noteRefusal(refusal: RefusalKind): void {
  const context = renderContexts().getStore();
  if (context) context.refusal = refusal;
}

/** The id of the current request; null outside of the server. */
export const findRequestId = (): string | null => renderContexts().getStore()?.requestId ?? null;
