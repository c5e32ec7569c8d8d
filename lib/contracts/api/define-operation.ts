import { z } from 'zod';
import type { RefusalKind } from '@/lib/core/refusal';
import type { TokenScope } from '@/lib/core/token-scope';
import { pagingQuery } from '../paging';
import { roundNumber } from '../round';

/** A successful response: JSON with its schema, or other media types with a schema for text. */
export type Reply<T = unknown> = {
  readonly description: string;
  readonly content: Readonly<Record<string, z.ZodType<T>>>;
};
/** Body of a request in JSON: its schema and an example. */
type JsonBody = { readonly schema: z.ZodType; readonly example: object };
/**
 * Body of a request that is a multipart form: a file and, if there is a schema, JSON in the field `metadata`. The example
 * has the format of `curl -F`.
 */
type UploadBody = {
  readonly file: string;
  readonly metadata: z.ZodType | null;
  readonly example: readonly string[];
};

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** A round's number in a path. Text that isn't a number becomes 0, which no round has. */
const number = z.string().transform(roundNumber).meta({ type: 'integer', minimum: 1 });
const pathParameters = {
  slug: z.string().describe('The benchmark’s slug.'),
  number: number.describe('The round’s number.'),
  earlier: number.describe('The earlier round’s number.'),
  erratum: number.describe('The erratum’s number in its round.'),
  model: z.string().describe('The model’s `model_slug`.'),
  team: z.string().describe('The team’s slug, or a former one.'),
  id: z.string().meta({ format: 'uuid' }),
  // Next.js passes a path parameter of several segments as a list.
  name: z
    .preprocess((segments) => [segments].flat().join('/'), z.string())
    .describe('The file’s name in the archive; it may contain a slash.'),
};

/**
 * One operation of the API: a method and a path. Its OpenAPI operationId is its key in the table of its resource (such as
 * `rounds`).
 */
export type Operation<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  T = unknown,
  S extends TokenScope | null = TokenScope | null,
> = {
  readonly method: (typeof methods)[number];
  /** Path of the operation, relative to `/api/v1`. */
  readonly path: string;
  /** Scope that a token needs for the operation; null where the response is the same for every caller. */
  readonly scope: S;
  /** True if callers without a token or session may call the operation too. */
  readonly isForVisitors?: boolean;
  readonly summary: string;
  readonly description: string;
  readonly params: P;
  /** Schemas of the query parameters. A parameter with a `catch` or a default never causes a refusal; others do. */
  readonly query: Q;
  readonly headers?: z.ZodObject;
  readonly body?: JsonBody | UploadBody;
  /** Successful responses by status code, the usual response first. */
  readonly responses: Readonly<Record<number, Reply<T>>>;
  /**
   * Codes of problems that the operation may return, apart from those that follow from scope, path and body (`listErrors`).
   */
  readonly errors: readonly RefusalKind[];
};

type Given<Q extends z.ZodObject, T> = Omit<
  Operation<z.ZodObject, Q, T>,
  'method' | 'path' | 'scope' | 'params' | 'query' | 'errors'
> & { readonly errors?: readonly RefusalKind[] };
type NoQuery = z.ZodObject<Record<never, never>>;
type NamesIn<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? (Name & keyof typeof pathParameters) | NamesIn<Rest>
  : never;
type ParamsOf<P extends string> = z.ZodObject<Pick<typeof pathParameters, NamesIn<P>>>;
type At = `${Operation['method']} /${string}`;

/**
 * Defines an operation.
 * @param at method and path; the types of path parameters follow from their names
 */
export function defineOperation<
  const A extends At,
  const S extends TokenScope | null,
  Q extends z.ZodObject,
  T,
>(at: A, scope: S, given: Given<Q, T> & { readonly query: Q }): Operation<ParamsOf<A>, Q, T, S>;
export function defineOperation<const A extends At, const S extends TokenScope | null, T>(
  at: A,
  scope: S,
  given: Given<NoQuery, T> & { readonly query?: never },
): Operation<ParamsOf<A>, NoQuery, T, S>;
export function defineOperation(
  at: At,
  scope: TokenScope | null,
  given: Given<z.ZodObject, unknown> & { readonly query?: z.ZodObject },
): Operation {
  const method = methods.find((one) => at.startsWith(`${one} `))!;
  const names = [...at.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const params = z.object(
    Object.fromEntries(Object.entries(pathParameters).filter(([name]) => names.includes(name))),
  );
  return {
    method,
    path: at.slice(method.length + 1),
    scope,
    params,
    query: z.object({}),
    errors: [],
    ...given,
  };
}

/**
 * The header `Idempotency-Key` of a call that may be repeated.
 * @param description of the header's effect
 */
export const idempotencyKey = (description: string) =>
  z.object({ 'Idempotency-Key': z.string().max(200).optional().describe(description) });

export const json = <T>(description: string, schema: z.ZodType<T>): Reply<T> => ({
  description,
  content: { 'application/json': schema },
});
export const noContent = (description: string): Reply<null> => ({ description, content: {} });
export const texts = (...mediaTypes: readonly string[]): Record<string, z.ZodType<string>> =>
  Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, z.string()]));
export const pageOf = <T>(item: z.ZodType<T>) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** The query and the response of a list. */
export const inPages = <T>(items: string, item: z.ZodType<T>) => ({
  query: pagingQuery,
  responses: { 200: json(`A page of ${items}.`, pageOf(item)) },
});
