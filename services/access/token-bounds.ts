import type { Executor } from '@/db/client';
import { findPlaceOf, type PlacedNoun, placedNouns } from '@/db/queries/api-token-queries';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { TokenBounds } from '@/lib/core/token-scope';

/** Calls below a benchmark that act for a team. */
const callsOfTeams = new Set(['POST submissions', 'GET quota', 'GET versions']);

/**
 * Refuses a call outside the bounds of its token, by the address of the request; a call that isn't known here is outside. An
 * object of another benchmark or team gets the response of a missing one.
 */
export async function requireWithinBounds(
  db: Executor,
  bounds: TokenBounds,
  { method, url }: Pick<Request, 'method' | 'url'>,
): Promise<Result<null, Refusal>> {
  const { benchmark, team } = bounds;
  if (!benchmark && !team) return ok(null);
  const verb = method === 'HEAD' ? 'GET' : method;
  const outside = refuseOutside(bounds);
  const segments = readSegments(url);
  if (!segments) return outside;
  const [root, version, noun = '', id, ...below] = segments;
  if (root !== 'api' || version !== 'v1') return outside;
  if (id === undefined) return verb === 'GET' && ['me', 'submissions'].includes(noun) ? ok(null) : outside;
  if (noun === 'benchmarks') {
    // A copy is another benchmark.
    const isThere = !benchmark || (id === benchmark.slug && `${verb} ${below.join('/')}` !== 'POST copy');
    return isThere && (!team || callsOfTeams.has(`${verb} ${below.join('/')}`)) ? ok(null) : outside;
  }
  if (!isPlacedNoun(noun)) return outside;
  const place = isUuid(id) ? await findPlaceOf(db, noun, id) : undefined;
  const isWithin =
    place &&
    (!benchmark || place.benchmarkId === benchmark.benchmarkId) &&
    // A dry run belongs to a person.
    (!team || place.teamId === null || place.teamId === team.teamId);
  return isWithin ? ok(null) : refuse({ kind: 'not_found', what: placedNouns[noun] });
}

const isPlacedNoun = (noun: string): noun is PlacedNoun => Object.hasOwn(placedNouns, noun);

/**
 * The path read more loosely than Next routes it, so that no spelling of a refused address passes. Null for malformed
 * percent-encoding and for an encoded separator.
 */
function readSegments(url: string): string[] | null {
  try {
    const segments = new URL(url).pathname.split('/').filter(Boolean).map(decodeURIComponent);
    return segments.some((segment) => /[/\\]/.test(segment)) ? null : segments;
  } catch {
    return null;
  }
}

const refuseOutside = ({ benchmark, team }: TokenBounds) =>
  refuse<Refusal>({ kind: 'token_bound', benchmark: benchmark?.slug ?? null, team: team?.slug ?? null });

/** The team that the actor's token is bound to, in place of a wish for none; refuses the wish for another. */
export function requireTeamWithinBounds(
  { token }: { token?: { bounds: TokenBounds } | undefined },
  wanted: string | null | undefined,
): Result<string | null, Refusal> {
  const bound = token?.bounds.team?.slug;
  if (!token || !bound) return ok(wanted || null);
  return !wanted || wanted === bound ? ok(bound) : refuseOutside(token.bounds);
}
