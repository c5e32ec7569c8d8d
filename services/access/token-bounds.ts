import type { Executor } from '@/db/client';
import { findPlaceOf, type PlacedNoun, placedNouns } from '@/db/queries/api-token-queries';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { TokenBounds } from '@/lib/core/token-scope';

/** The API calls below a benchmark's address that act for a team, as method and last part of the path. */
const callsOfTeams = new Set(['POST submissions', 'GET quota', 'GET versions']);

/**
 * Refuses an API call that its token's bounds (one benchmark, one team) exclude, judged by method and address. Calls that this
 * function doesn't list are refused. An object of another benchmark or team is reported as missing.
 */
export async function requireWithinBounds(
  db: Executor,
  bounds: TokenBounds,
  { method, url }: Pick<Request, 'method' | 'url'>,
): Promise<Result<null>> {
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
    // A copy would be another benchmark, outside the bounds.
    const isThere = !benchmark || (id === benchmark.slug && `${verb} ${below.join('/')}` !== 'POST copy');
    return isThere && (!team || callsOfTeams.has(`${verb} ${below.join('/')}`)) ? ok(null) : outside;
  }
  if (!isPlacedNoun(noun)) return outside;
  const place = isUuid(id) ? await findPlaceOf(db, noun, id) : undefined;
  const isWithin =
    place &&
    (!benchmark || place.benchmarkId === benchmark.benchmarkId) &&
    // A dry run belongs to a person instead of a team (`teamId` is null), so a token that is bound to a team may read it.
    (!team || place.teamId === null || place.teamId === team.teamId);
  return isWithin ? ok(null) : refuse({ kind: 'not_found', what: placedNouns[noun] });
}

const isPlacedNoun = (noun: string): noun is PlacedNoun => Object.hasOwn(placedNouns, noun);

/**
 * Decodes the path's segments more liberally than Next does, so that no unusual spelling of a forbidden path gets through. Null
 * for malformed percent-encoding, and for a segment with an encoded slash or backslash.
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

/**
 * The team to act for: by default the team that the token is bound to; refused if the request names another team. Null if
 * neither the token nor the request names one.
 */
export function requireTeamWithinBounds(
  { token }: { token?: { bounds: TokenBounds } | undefined },
  wanted: string | null | undefined,
): Result<string | null> {
  const bound = token?.bounds.team?.slug;
  if (!token || !bound) return ok(wanted || null);
  return !wanted || wanted === bound ? ok(bound) : refuseOutside(token.bounds);
}
