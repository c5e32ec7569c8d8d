import { z } from 'zod';
import type { RefusalKind } from '@/lib/core/refusal';
import type { TokenScope } from '@/lib/core/token-scope';
import { roundNumber } from '../round';

/** A successful response: JSON by its schema, or other media types, of which the schema is that of a text. */
export type Reply<T = unknown> = {
  readonly description: string;
  readonly content: Readonly<Record<string, z.ZodType<T>>>;
};
/** The schema by which the service parses the body, and a body that it takes. */
export type JsonBody = { readonly schema: z.ZodType; readonly example: object };
/** A multipart form of a file and, where there is a schema, JSON in the field `metadata`; the example is as `curl -F` writes it. */
export type UploadBody = {
  readonly file: string;
  readonly metadata: z.ZodType | null;
  readonly example: readonly string[];
};

/** A call of the API. Its operationId is its key in the table of its noun. */
export type Operation<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  T = unknown,
  S extends TokenScope | null = TokenScope | null,
> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`. */
  readonly path: string;
  /** The scope that a token needs; null where the response is the same for every caller. */
  readonly scope: S;
  /** A call with a scope that visitors may make too. */
  readonly isForVisitors?: boolean;
  readonly summary: string;
  readonly description: string;
  readonly params: P;
  /** Fields with a `catch` or a default never refuse a request; the others do. */
  readonly query: Q;
  readonly headers?: z.ZodObject;
  readonly body?: JsonBody | UploadBody;
  /** By status; the first is the usual one. */
  readonly responses: Readonly<Record<number, Reply<T>>>;
  /** Codes of problems beside those that follow from scope, path and body (`listErrors`). */
  readonly errors: readonly RefusalKind[];
};

type Given<P extends z.ZodObject, Q extends z.ZodObject, T, S extends TokenScope | null> = Omit<
  Operation<P, Q, T, S>,
  'query' | 'errors'
> & { readonly errors?: readonly RefusalKind[] };
type NoQuery = z.ZodObject<Record<never, never>>;

export function defineOperation<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  T,
  const S extends TokenScope | null,
>(given: Given<P, Q, T, S> & { readonly query: Q }): Operation<P, Q, T, S>;
export function defineOperation<P extends z.ZodObject, T, const S extends TokenScope | null>(
  given: Given<P, NoQuery, T, S> & { readonly query?: never },
): Operation<P, NoQuery, T, S>;
export function defineOperation(
  given: Given<z.ZodObject, z.ZodObject, unknown, TokenScope | null> & { readonly query?: z.ZodObject },
): Operation {
  return { query: z.object({}), errors: [], ...given };
}

export const json = <T>(description: string, schema: z.ZodType<T>): Reply<T> => ({
  description,
  content: { 'application/json': schema },
});
export const noContent = (description: string): Reply<null> => ({ description, content: {} });
export const texts = (...mediaTypes: readonly string[]): Record<string, z.ZodType<string>> =>
  Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, z.string()]));
export const pageOf = <T>(item: z.ZodType<T>) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

export const slug = z.string().describe('The benchmark’s slug.');
/** 0, which no round has, for a text that can't be a number of one. */
export const number = z
  .string()
  .transform(roundNumber)
  .meta({ type: 'integer', minimum: 1, description: 'The round’s number.' });
export const id = z.string().meta({ format: 'uuid' });

export const onSite = (path: string) => ({ path, params: z.object({}) });
export const byId = (path: string) => ({ path, params: z.object({ id }) });
export const ofBenchmark = (rest = '') => ({ path: `/benchmarks/{slug}${rest}`, params: z.object({ slug }) });
export const ofBenchmarkById = (rest: string) => ({ ...ofBenchmark(rest), params: z.object({ slug, id }) });
export const ofRound = (rest = '') => ({
  path: `/benchmarks/{slug}/rounds/{number}${rest}`,
  params: z.object({ slug, number }),
});
