import { AsyncLocalStorage } from 'node:async_hooks';

/** The response under way, for the code that Next runs: it lets a form's action set neither status nor headers. */
export type RenderContext = {
  /** Status and headers that replace those of Next. */
  override: { status: number; headers: Readonly<Record<string, string>> } | null;
  /** The database is why the response is a 500 (`instrumentation.ts`). */
  isDatabaseAway: boolean;
};

declare global {
  var tidemarkRenderContexts: AsyncLocalStorage<RenderContext> | undefined;
}

/** It hangs on `globalThis` because Next bundles this module more than once. */
export function renderContexts(): AsyncLocalStorage<RenderContext> {
  globalThis.tidemarkRenderContexts ??= new AsyncLocalStorage();
  return globalThis.tidemarkRenderContexts;
}
