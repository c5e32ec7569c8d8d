import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { sealToScorer } from '@/adapters/sealing/seal-to-scorer';
import { fromWebStream, type SpooledFile, toWebStream } from '@/adapters/spool-file';
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
import { versionEnvelope } from '@/lib/core/model/model-version';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { type Actor, requireSignedIn } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import { requireTeam } from '../team/team';

/** The versions of a team's models in a benchmark, last frozen first. */
export async function listVersions(
  actor: Actor | null,
  slug: string,
  query: PagingQuery & { team?: string | undefined },
): Promise<Result<Page<ModelVersionView>, Refusal>> {
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

/** Removes a team's version from later rounds. Its scores remain, and its name stays taken. Idempotent. */
export async function retireVersion(
  actor: Actor | null,
  versionId: string,
): Promise<Result<ModelVersionView, Refusal>> {
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

/**
 * Stores a model's file, encrypted to the scorer together with the id of its version or run, so that the scorer alone can read
 * it.
 */
export async function storeArtefact(
  file: Pick<SpooledFile, 'path'>,
  { id, key }: { id: string; key: string },
): Promise<void> {
  const { objects, environment } = webPlatform();
  const enveloped = async function* () {
    yield versionEnvelope(id);
    yield* createReadStream(file.path);
  };
  const plain = toWebStream(Readable.from(enveloped(), { objectMode: false }));
  const sealed = await sealToScorer(environment.SCORER_RECIPIENT, plain);
  await objects.put(key, fromWebStream(sealed), { once: true });
}

export const viewOfVersion = ({ model, ...row }: NamedVersion): ModelVersionView => ({
  id: row.versionId,
  model,
  version: row.version,
  sha256: row.sha256,
  byte_count: row.byteCount,
  frozen_at: row.frozenAt.toISOString(),
  state: row.state,
  retired_at: row.retiredAt?.toISOString() ?? null,
});
