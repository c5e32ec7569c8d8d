import { AsyncLocalStorage } from 'node:async_hooks';

/** The answer to the request under way, as far as a page's action may set it. */
export type OpenAnswer = { setStatus: (status: number, headers: Readonly<Record<string, string>>) => void };

declare global {
  var tidemarkOpenAnswers: AsyncLocalStorage<OpenAnswer> | undefined;
}

/**
 * The answers that are open, between the server and what runs in it: Next lets a form's action set neither status nor headers. It
 * hangs on `globalThis` because Next bundles this module more than once.
 */
export function openAnswers(): AsyncLocalStorage<OpenAnswer> {
  globalThis.tidemarkOpenAnswers ??= new AsyncLocalStorage();
  return globalThis.tidemarkOpenAnswers;
}
