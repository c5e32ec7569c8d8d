import { AsyncLocalStorage } from 'node:async_hooks';
import type { RefusalKind } from '@/lib/core/refusal';

/**
 * The current response, for code that Next runs: Next lets a server action set neither status nor headers.
 */
export type RenderContext = {
  /** Status and headers that replace Next's. */
  override: { status: number; headers: Readonly<Record<string, string>> } | null;
  /** The unavailable part that caused a 500 response (`instrumentation.ts`). */
  away: 'database_away' | 'object_store_away' | null;
  /** The id of the request, in its `X-Request-Id`; null for a response that is cached for every visitor. */
  readonly requestId: string | null;
  /** The refusal that the response reports. */
  refusal: RefusalKind | null;
};

declare global {
  var tidemarkRenderContexts: AsyncLocalStorage<RenderContext> | undefined;
}

/** The storage is a property of `globalThis` because Next bundles this module more than once. */
export function renderContexts(): AsyncLocalStorage<RenderContext> {
  globalThis.tidemarkRenderContexts ??= new AsyncLocalStorage();
  return globalThis.tidemarkRenderContexts;
}
