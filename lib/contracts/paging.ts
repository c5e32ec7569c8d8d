import { z } from 'zod';
import { ok, type Result } from '@/lib/core/result';

/** A page of a list in the API. `next` is the cursor of the next page, which clients must not interpret. */
export type Page<T> = { items: T[]; next: string | null };

const sizeDefault = 50;
const sizeMax = 200;

/** Query parameters of every list. An invalid limit is ignored. */
export const pagingQuery = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .transform((limit) => Math.min(limit, sizeMax))
    .catch(sizeDefault)
    .meta({ maximum: sizeMax, description: 'The most items that the page has.' }),
  cursor: z.string().optional().catch(undefined).describe('The `next` of the page before.'),
});
export type PagingQuery = z.output<typeof pagingQuery>;

/** Decodes a cursor to the key of the last item of the previous page. */
export const readCursor = (cursor: string | undefined): string | null =>
  cursor === undefined ? null : Buffer.from(cursor, 'base64url').toString('utf8');

/**
 * Makes a page from the items that a query has found. The query must ask for one item more than `size`, which shows that
 * there is a next page.
 */
export function cutPage<T>(found: readonly T[], size: number, keyOf: (item: T) => string): Page<T> {
  const items = found.slice(0, size);
  const last = items.at(-1);
  const hasMore = last !== undefined && found.length > size;
  return { items, next: hasMore ? Buffer.from(keyOf(last)).toString('base64url') : null };
}

/** Makes the page that follows the cursor's item, from a whole list in a stable order. */
export function pageOf<T>(
  all: readonly T[],
  { limit, cursor }: PagingQuery,
  keyOf: (item: T) => string,
): Page<T> {
  const after = readCursor(cursor);
  const start = after === null ? 0 : all.findIndex((item) => keyOf(item) === after) + 1;
  return cutPage(all.slice(start), limit, keyOf);
}

/** Makes a page like `pageOf` if a list was found, or passes on the refusal. */
export const pageOfFound = <T>(
  found: Result<readonly T[]>,
  query: PagingQuery,
  keyOf: (item: T) => string,
): Result<Page<T>> => (found.ok ? ok(pageOf(found.value, query, keyOf)) : found);
