/** Caches a value for `ttlMs`; after a failure it loads again. */
export function cacheFor<T>(ttlMs: number, load: () => Promise<T>): () => Promise<T> {
  let cached: { readonly value: Promise<T>; readonly untilMs: number } | undefined;
  return () => {
    if (cached && performance.now() < cached.untilMs) return cached.value;
    const value = load();
    cached = { value, untilMs: performance.now() + ttlMs };
    value.catch(() => {
      if (cached?.value === value) cached = undefined;
    });
    return value;
  };
}
