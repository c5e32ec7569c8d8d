import { AsyncLocalStorage } from 'node:async_hooks';

/** The answer to the request under way, as far as what makes it may set it. */
export type OpenAnswer = {
  setStatus: (status: number, headers: Readonly<Record<string, string>>) => void;
  /** Whether a benchmark that it is about is listed; of one that isn't, nothing is kept. */
  tellListed: (isListed: boolean) => void;
};

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
