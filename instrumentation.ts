import { isDatabaseFault, isObjectStoreFault } from '@/adapters/faults';
import { renderContexts } from '@/adapters/render-context';

/** Next calls it with what a page, a handler or an action threw; the server then answers 503 instead of 500. */
export function onRequestError(error: unknown): void {
  const context = renderContexts().getStore();
  if (!context) return;
  if (isObjectStoreFault(error)) context.away = 'object_store_away';
  else if (isDatabaseFault(error)) context.away = 'database_away';
}
