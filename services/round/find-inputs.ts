import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import type { ServedFile } from '@/lib/contracts/served-file';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import { requirePublicRound } from '../access/require-round';

/** A round's items without labels, for anybody, from the opening on. */
export async function findInputs(slug: string, number: number): Promise<Result<ServedFile, Refusal>> {
  const round = await requirePublicInputs(slug, number);
  if (!round.ok) return round;
  const { roundId, checkReport } = round.value;
  const format = checkReport.format ?? 'csv';
  return ok({
    fileName: `${slug}-round-${number}-inputs.${format}`,
    mediaType: format === 'jsonl' ? 'application/x-ndjson' : csv,
    // They never change.
    etag: `inputs-${roundId}`,
    open: () => webPlatform().objects.open(objectKeys.inputs(roundId)),
  });
}

/** A prediction file for those items that is to be filled in. */
export async function findSampleSubmission(
  slug: string,
  number: number,
): Promise<Result<ServedFile, Refusal>> {
  const round = await requirePublicInputs(slug, number);
  if (!round.ok) return round;
  const { roundId } = round.value;
  return ok({
    fileName: `${slug}-round-${number}-sample-submission.csv`,
    mediaType: csv,
    etag: `sample-${roundId}`,
    open: () => webPlatform().objects.open(objectKeys.sampleSubmission(roundId)),
  });
}

const csv = 'text/csv; charset=utf-8';

async function requirePublicInputs(slug: string, number: number): Promise<Result<PublicRound, Refusal>> {
  const found = await requirePublicRound(webPlatform().db, slug, number);
  if (!found.ok) return found;
  const { benchmark, round } = found.value;
  if (benchmark.inputs !== 'public' || round.openedAt === null) return refuse({ kind: 'inputs_not_public' });
  return ok(round);
}
