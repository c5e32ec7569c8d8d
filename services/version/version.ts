import { webPlatform } from '@/adapters/web-platform';
import {
  findVersionOfMember,
  listVersionsOfTeam,
  type NamedVersion,
  updateVersionRetired,
} from '@/db/queries/model-version-queries';
import type { ModelVersionView } from '@/lib/contracts/model';
import { cutPage, type Page, type PagingQuery, readCursor } from '@/lib/contracts/paging';
import { isUuid } from '@/lib/core/is-uuid';
import { ok, type Result, refuse } from '@/lib/core/result';
import { type Actor, requireSignedIn } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import { requireTeam } from '../team/team';

/** The versions of a team's models in a benchmark, the last frozen one first. */
export async function listVersions(
  actor: Actor | null,
  slug: string,
  query: PagingQuery & { team?: string | undefined },
): Promise<Result<Page<ModelVersionView>>> {
  const { db } = webPlatform();
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const benchmark = await requireBenchmark(db, slug, actor);
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

/** Excludes a team's version from rounds that open later. Its scores remain, and its name stays taken. Idempotent. */
export async function retireVersion(
  actor: Actor | null,
  versionId: string,
): Promise<Result<ModelVersionView>> {
  const { db } = webPlatform();
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const { userId } = signedIn.value;
  const find = () => findVersionOfMember(db, { versionId, userId });
  if (!isUuid(versionId) || !(await find())) return refuse({ kind: 'not_found', what: 'version' });
  await updateVersionRetired(db, versionId, userId);
  const retired = await find();
  return retired ? ok(viewOfVersion(retired)) : refuse({ kind: 'not_found', what: 'version' });
}

export const viewOfVersion = ({ model, ...row }: NamedVersion): ModelVersionView => ({
  id: row.versionId,
  model,
  version: row.version,
  kind: row.kind,
  sha256: row.sha256,
  byte_count: row.byteCount,
  frozen_at: row.frozenAt.toISOString(),
  state: row.state,
  retired_at: row.retiredAt?.toISOString() ?? null,
});
