import { renderContexts } from '@/adapters/render-context';

/** Gives the current page another status, such as that of a refused form. Does nothing outside of the server. */
export function respondWith(status: number, headers: Readonly<Record<string, string>>): void {
  const context = renderContexts().getStore();
  if (context) context.override = { status, headers };
}
