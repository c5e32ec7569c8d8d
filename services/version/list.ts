import { webPlatform } from '@/adapters/web-platform';
import { listVersionsOfTeam } from '@/db/queries/model-version-queries';
import type { ModelVersionView } from '@/lib/contracts/model-version';
import { cutPage, type Page, type PagingQuery, readCursor } from '@/lib/contracts/paging';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireBenchmark } from '../access/require-benchmark';
import { requireSignedIn } from '../access/require-signed-in';
import { requireTeam } from '../team/require';
import { viewOfVersion } from './view';

/** The versions of a team's models in a benchmark, the one that was frozen last first. */
export async function listVersions(
  actor: Actor | null,
  slug: string,
  query: PagingQuery & { team?: string | undefined },
): Promise<Result<Page<ModelVersionView>, Refusal>> {
  const { db } = webPlatform();
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const team = await requireTeam(db, signedIn.value, query.team ?? null);
  if (!team.ok) return team;
  const after = readCursor(query.cursor);
  const found = await listVersionsOfTeam(db, {
    benchmarkId: benchmark.value.benchmarkId,
    teamId: team.value.teamId,
    limit: query.limit + 1,
    after: after !== null && isUuid(after) ? after : null,
  });
  return ok(cutPage(found.map(viewOfVersion), query.limit, ({ id }) => id));
}
