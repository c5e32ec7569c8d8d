import { hashToken, isWellFormedToken } from '@/adapters/api-token';
import { sessionCookieName } from '@/adapters/auth';
import { isSessionToken } from '@/adapters/is-session-token';
import { webPlatform } from '@/adapters/web-platform';
import { findPersonBySession, findPersonByToken } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from './actor';

const safeMethods = new Set(['GET', 'HEAD']);

/**
 * Who calls the API: a bearer token, or the site's own session. A session may change things only from the site's own
 * pages (the `Origin` header), since a browser sends its cookie from everywhere.
 */
export async function findActorOfRequest(request: Request): Promise<Result<Actor | null, Refusal>> {
  const { db, environment } = webPlatform();
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    if (!token || !isWellFormedToken(token)) return refuse({ kind: 'not_signed_in' });
    const person = await findPersonByToken(db, hashToken(token), await readClock(db));
    return person ? ok(person) : refuse({ kind: 'not_signed_in' });
  }
  const session = readCookie(request, sessionCookieName(environment));
  if (!session || !isSessionToken(session)) return ok(null);
  if (
    !safeMethods.has(request.method) &&
    request.headers.get('origin') !== new URL(environment.PUBLIC_URL).origin
  )
    return refuse({ kind: 'forbidden', needs: 'a request from this site, or a token' });
  return ok((await findPersonBySession(db, session, await readClock(db))) ?? null);
}

/** Undefined also for a value whose percent-encoding is malformed. */
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
