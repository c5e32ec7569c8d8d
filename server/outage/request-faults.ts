import { AsyncLocalStorage } from 'node:async_hooks';

/** What went wrong while a request was answered; Next tells of it through `instrumentation.ts`, which is bundled apart. */
export type RequestFaults = { isDatabaseAway: boolean };

declare global {
  var tidemarkRequestFaults: AsyncLocalStorage<RequestFaults> | undefined;
}

export function requestFaults(): AsyncLocalStorage<RequestFaults> {
  globalThis.tidemarkRequestFaults ??= new AsyncLocalStorage();
  return globalThis.tidemarkRequestFaults;
}
