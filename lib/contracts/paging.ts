/** A list as the API gives it. Cursors are opaque to clients. */
export type Page<T> = { items: T[]; next: string | null };

const sizeDefault = 50;
const sizeMax = 200;

/** Cuts one page out of a list that is in a stable order, after the item whose key the cursor names. */
export function pageOf<T>(all: readonly T[], url: URL, keyOf: (item: T) => string): Page<T> {
  const wanted = Number(url.searchParams.get('limit') ?? sizeDefault);
  const size = Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, sizeMax) : sizeDefault;
  const after = url.searchParams.get('cursor');
  const key = after === null ? null : Buffer.from(after, 'base64url').toString('utf8');
  const start = key === null ? 0 : all.findIndex((item) => keyOf(item) === key) + 1;
  const items = all.slice(start, start + size);
  const last = items.at(-1);
  const hasMore = last !== undefined && start + size < all.length;
  return { items, next: hasMore ? Buffer.from(keyOf(last)).toString('base64url') : null };
}
