import { sessionCookieName } from '@/adapters/auth';
import { hashSessionToken, hashToken, isSessionToken, isWellFormedToken } from '@/adapters/tokens';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { findPersonByToken } from '@/db/queries/api-token-queries';
import { readClock } from '@/db/queries/clock-queries';
import { findModeration, findSuspensionByToken } from '@/db/queries/operator-act-queries';
import { findPersonBySession } from '@/db/queries/session-queries';
import { ok, type Result, refuse } from '@/lib/core/result';
import { startOfHour } from '@/lib/core/sign-in/session';
import { coversScope, type TokenBounds, type TokenScope } from '@/lib/core/token-scope';
import { requireWithinBounds } from './token-bounds';

/** The author of a request: a person with a session or an API token. An actor without both is an operator's command or a test. */
export type Actor = {
  userId: string;
  name: string | null;
  email: string | null;
  isOperator: boolean;
  sessionId?: string;
  token?: { apiTokenId: string; scope: TokenScope; bounds: TokenBounds; expiresAt: Date };
};

/** Finds the person of a session cookie. A value that can't be a session token is refused without a query. */
export async function findActorBySession(token: string | undefined): Promise<Actor | null> {
  if (!token || !isSessionToken(token)) return null;
  const { db } = webPlatform();
  const now = await readClock(db);
  return (await findPersonBySession(db, hashSessionToken(token), { now, hour: startOfHour(now) })) ?? null;
}

/**
 * Throws while the database is unreachable, so that a page responds with 503 instead of redirecting to the sign-in page, which
 * couldn't mail a link either.
 */
export async function requireDatabase(): Promise<void> {
  await readClock(webPlatform().db);
}

const safeMethods = new Set(['GET', 'HEAD']);

/**
 * The person behind an API request: identified by a bearer token with the needed scope or a wider one, within the token's
 * bounds, or by the session cookie of the site. With a session, a request that writes must come from a page of the site
 * (`Origin` header), since browsers also attach the cookie to requests from other sites.
 */
export async function findActorOfRequest(request: Request, scope: TokenScope): Promise<Result<Actor | null>> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return findActorByToken(authorization, scope, request);
  const { environment } = webPlatform();
  const session = readCookie(request, sessionCookieName(environment));
  if (!session || !isSessionToken(session)) return ok(null);
  if (
    !safeMethods.has(request.method) &&
    request.headers.get('origin') !== new URL(environment.PUBLIC_URL).origin
  )
    return refuse({ kind: 'forbidden', needs: 'a request from this site, or a token' });
  return ok(await findActorBySession(session));
}

/** The signed-in person of an API call that anonymous callers may make too; null without a valid token or session. */
export async function findReaderOfRequest(request: Request): Promise<Actor | null> {
  const found = await findActorOfRequest(request, 'read');
  return found.ok ? found.value : null;
}

async function findActorByToken(
  authorization: string,
  needs: TokenScope,
  request: Request,
): Promise<Result<Actor>> {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
  if (!token || !isWellFormedToken(token)) return refuse({ kind: 'token_invalid' });
  const { db } = webPlatform();
  const now = await readClock(db);
  const found = await findPersonByToken(db, hashToken(token), { now, hour: startOfHour(now) });
  if (!found) {
    const suspension = await findSuspensionByToken(db, hashToken(token));
    return refuse(
      suspension ? { kind: 'account_suspended', reason: suspension.reason } : { kind: 'token_invalid' },
    );
  }
  const { apiTokenId, scope, bounds, expiresAt, ...person } = found;
  if (!coversScope(scope, needs)) return refuse({ kind: 'insufficient_scope', needs, has: scope });
  const within = await requireWithinBounds(db, bounds, request);
  if (!within.ok) return within;
  return ok({ ...person, token: { apiTokenId, scope, bounds, expiresAt } });
}

/** Undefined if the cookie is missing or its percent-encoding is malformed. */
function readCookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get('cookie') ?? '').split(/;\s*/)) {
    const at = pair.indexOf('=');
    if (at <= 0 || pair.slice(0, at) !== name) continue;
    try {
      return decodeURIComponent(pair.slice(at + 1));
    } catch {
      return undefined;
    }
  }
}

export const requireSignedIn = (actor: Actor | null): Result<Actor> =>
  actor ? ok(actor) : refuse({ kind: 'not_signed_in' });

/** Refuses a person whom an operator has suspended or deleted since the request began, since an upload may take minutes. */
export async function requireGoodStanding(db: Executor, userId: string): Promise<Result<null>> {
  const moderation = await findModeration(db, 'person', userId);
  return moderation ? refuse({ kind: 'account_suspended', reason: moderation.reason }) : ok(null);
}
