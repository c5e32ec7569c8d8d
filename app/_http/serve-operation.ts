import type { z } from 'zod';
import type { Operation } from '@/lib/contracts/api/define-operation';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { TokenScope } from '@/lib/core/token-scope';
import { type Actor, findActorOfRequest, findReaderOfRequest } from '@/services/access/caller';
import { readJson } from './read-json';
import { respondPrivateResult, respondProblem, respondPublicResult } from './respond';

/** The second argument of Next's route handlers. `params` is undefined for a path without parameters. */
type Context = { params: Promise<Record<string, string | string[]>> | undefined };

export type Handler = ((request: Request, context: Context) => Promise<Response>) & {
  /** True if the request's path matches the route file but is no call of the API: then every method gets 404. */
  readonly isMissing?: (context: Context) => Promise<boolean>;
};

type Call<P extends z.ZodObject, Q extends z.ZodObject> = {
  request: Request;
  params: z.output<P>;
  query: z.output<Q>;
};

/**
 * The result of a handler: a value is sent as JSON. A handler returns a `Response` itself if that isn't JSON or needs a special
 * status.
 */
type Outcome<T> = Promise<Result<T> | Response>;

/**
 * Serves an API call whose response is the same for every caller who may see the benchmark. A signed-in caller may see a private
 * one, so no cache may store their response.
 */
export const servePublic =
  <P extends z.ZodObject, Q extends z.ZodObject, T>(
    operation: Operation<P, Q, T, null>,
    run: (call: Call<P, Q> & { reader: Actor | null }) => Outcome<T>,
  ): Handler =>
  async (request, context) => {
    const call = await parseCall(operation, request, context);
    if (!call.ok) return respondPublicResult(request, call);
    const reader = 'slug' in call.value.params ? await findReaderOfRequest(request) : null;
    const outcome = await run({ ...call.value, reader });
    const response = outcome instanceof Response ? outcome : respondPublicResult(request, outcome);
    if (reader && response.ok) response.headers.set('cache-control', 'private, no-store');
    return response;
  };

/**
 * Serves an API call for signed-in people and for tokens with the operation's scope. The service validates the JSON body
 * itself, after it has checked the caller's role, since forms call the same services.
 */
export const serve =
  <P extends z.ZodObject, Q extends z.ZodObject, T>(
    operation: Operation<P, Q, T, TokenScope>,
    run: (call: Call<P, Q> & { actor: Actor; body: unknown }) => Outcome<T>,
  ): Handler =>
  async (request, context) => {
    const outcome = await runSignedIn(operation, run, request, context);
    const [status] = Object.keys(operation.responses);
    return outcome instanceof Response ? outcome : respondPrivateResult(outcome, Number(status));
  };

async function runSignedIn<P extends z.ZodObject, Q extends z.ZodObject, T>(
  operation: Operation<P, Q, T, TokenScope>,
  run: (call: Call<P, Q> & { actor: Actor; body: unknown }) => Outcome<T>,
  request: Request,
  context: Context,
): Outcome<T> {
  const actor = await findActorOfRequest(request, operation.scope);
  if (!actor.ok) return actor;
  if (!actor.value) return refuse({ kind: 'not_signed_in' });
  const call = await parseCall(operation, request, context);
  if (!call.ok) return call;
  const takesJson = operation.body !== undefined && 'schema' in operation.body;
  const body = takesJson ? await readJson(request) : ok(undefined);
  return body.ok ? run({ ...call.value, actor: actor.value, body: body.value }) : body;
}

/** Parses the path and query parameters of a call with the schemas of its operation. */
async function parseCall<P extends z.ZodObject, Q extends z.ZodObject>(
  { params, query }: Pick<Operation<P, Q>, 'params' | 'query'>,
  request: Request,
  context: Context,
): Promise<Result<Call<P, Q>>> {
  const { searchParams } = new URL(request.url);
  const valuesOf = new Map<string, string[]>();
  for (const [name, value] of searchParams) {
    const values = valuesOf.get(name);
    if (values) values.push(value);
    else valuesOf.set(name, [value]);
  }
  const given = Object.fromEntries(
    [...valuesOf].map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  );
  const parsed = parseWith(query, given);
  if (!parsed.ok) return parsed;
  return ok({ request, params: params.parse((await context.params) ?? {}), query: parsed.value });
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

type Method = (typeof methods)[number];

/** The exports of a route file: its handlers, and for all other methods a problem document with the header `Allow`. */
export function route(handlers: Partial<Record<Method, Handler>>): Record<Method, Handler> {
  const { GET, HEAD = GET, POST } = handlers;
  const allow = methods.filter((method) => (method === 'HEAD' ? HEAD : handlers[method]));
  const unlessMissing =
    (respond: () => Response): Handler =>
    async (_, context) =>
      (await POST?.isMissing?.(context)) ? respondMissing() : respond();
  const refuseMethod = unlessMissing(() => respondProblem({ kind: 'method_not_allowed', allow }, new Date()));
  const respondOptions = unlessMissing(
    () => new Response(null, { status: 204, headers: { allow: [...allow, 'OPTIONS'].join(', ') } }),
  );
  return {
    ...{ GET: refuseMethod, HEAD: HEAD ?? refuseMethod, POST: refuseMethod, PUT: refuseMethod },
    ...{ PATCH: refuseMethod, DELETE: refuseMethod, OPTIONS: respondOptions },
    ...handlers,
  };
}

const respondMissing = () => respondProblem({ kind: 'not_found', what: 'action' }, new Date());

/** A handler that selects the handler of a call by the last segment of the path. */
export function byAction(acts: Readonly<Record<string, Handler>>): Handler {
  const findAct = async ({ params }: Context): Promise<Handler | undefined> => {
    const { action } = (await params) ?? {};
    return typeof action === 'string' && Object.hasOwn(acts, action) ? acts[action] : undefined;
  };
  const respond: Handler = async (request, context) =>
    (await findAct(context))?.(request, context) ?? respondMissing();
  return Object.assign(respond, { isMissing: async (context: Context) => !(await findAct(context)) });
}
