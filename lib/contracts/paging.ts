/** A list as the API gives it. Cursors are opaque to clients. */
export type Page<T> = { items: T[]; next: string | null };

const sizeDefault = 50;
const sizeMax = 200;

/** What an address asks for: the key of the item that the page begins after, and how many items it is to have. */
export function parsePaging({ searchParams }: URL): { after: string | null; size: number } {
  const wanted = Number(searchParams.get('limit') ?? sizeDefault);
  const cursor = searchParams.get('cursor');
  return {
    after: cursor === null ? null : Buffer.from(cursor, 'base64url').toString('utf8'),
    size: Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, sizeMax) : sizeDefault,
  };
}

/** A page of what was found from its first item on. One item more than `size` tells that there is a next page. */
export function cutPage<T>(found: readonly T[], size: number, keyOf: (item: T) => string): Page<T> {
  const items = found.slice(0, size);
  const last = items.at(-1);
  const hasMore = last !== undefined && found.length > size;
  return { items, next: hasMore ? Buffer.from(keyOf(last)).toString('base64url') : null };
}

/** Cuts one page out of a list that is in a stable order, after the item whose key the cursor names. */
export function pageOf<T>(all: readonly T[], url: URL, keyOf: (item: T) => string): Page<T> {
  const { after, size } = parsePaging(url);
  const start = after === null ? 0 : all.findIndex((item) => keyOf(item) === after) + 1;
  return cutPage(all.slice(start), size, keyOf);
}
