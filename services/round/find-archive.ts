import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import { mediaTypeOf } from '@/lib/contracts/archive/archive-formats';
import type { ServedFile } from '@/lib/contracts/served-file';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import { requirePublicRound } from '../access/require-round';

/**
 * A file of a revealed round's archive, for anybody. What lies in the object store decides nothing: before the state says
 * revealed no name finds a file, and after it only the names in the round's list do.
 * @param name as the list has it, `predictions/….csv` included
 */
export async function findArchive(
  slug: string,
  number: number,
  name: string,
): Promise<Result<ServedFile, Refusal>> {
  const found = await requirePublicRound(webPlatform().db, slug, number);
  return found.ok ? findArchivedFile(slug, found.value.round, name) : found;
}

export function findArchivedFile(
  slug: string,
  round: PublicRound,
  name: string,
): Result<ServedFile, Refusal> {
  const { objects } = webPlatform();
  if (round.state !== 'revealed') return refuse({ kind: 'not_revealed', state: round.state });
  const file = round.archive.find((listed) => listed.name === name);
  if (!file) return refuse({ kind: 'not_found', what: 'file in the archive' });
  return ok({
    fileName: `${slug}-round-${round.number}-${file.name.replaceAll('/', '-')}`,
    mediaType: mediaTypeOf(file.name),
    etag: file.sha256,
    open: () => objects.open(objectKeys.archiveFile(round.roundId, file.name)),
  });
}
