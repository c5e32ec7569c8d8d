import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import { listRoundsOf } from '@/db/queries/round-queries';
import { mediaTypeOf } from '@/lib/contracts/archive/archive-formats';
import type { ServedFile } from '@/lib/contracts/data-files';
import type { CheckReportView, PublishedCommitment } from '@/lib/contracts/round';
import { ok, type Result, refuse } from '@/lib/core/result';
import { isReplacementOf, type PublicRound } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { requireMaintainedRound, requirePublicRound } from '../access/require-benchmark';
import { viewOfCheckReport, viewOfCommitment } from './view';

/** The inputs of a round's items without labels as a file, public from the opening on. */
export async function findInputs(
  slug: string,
  number: number,
  reader: Actor | null = null,
): Promise<Result<ServedFile>> {
  const round = await requirePublicInputs(slug, number, reader);
  if (!round.ok) return round;
  const { roundId, checkReport } = round.value;
  const format = checkReport.format ?? 'csv';
  return ok({
    fileName: `${slug}-round-${number}-inputs.${format}`,
    mediaType: format === 'jsonl' ? 'application/x-ndjson' : csv,
    // The inputs never change.
    etag: `inputs-${roundId}`,
    open: (firstByte = 0) => webPlatform().objects.open(objectKeys.inputs(roundId), firstByte),
  });
}

/** A template of a prediction file for the round's items. */
export async function findSampleSubmission(
  slug: string,
  number: number,
  reader: Actor | null = null,
): Promise<Result<ServedFile>> {
  const round = await requirePublicInputs(slug, number, reader);
  if (!round.ok) return round;
  const { roundId } = round.value;
  return ok({
    fileName: `${slug}-round-${number}-sample-submission.csv`,
    mediaType: csv,
    etag: `sample-${roundId}`,
    open: (firstByte = 0) => webPlatform().objects.open(objectKeys.sampleSubmission(roundId), firstByte),
  });
}

const csv = 'text/csv; charset=utf-8';

async function requirePublicInputs(
  slug: string,
  number: number,
  reader: Actor | null = null,
): Promise<Result<PublicRound>> {
  const found = await requirePublicRound(webPlatform().db, slug, number, reader);
  if (!found.ok) return found;
  const { benchmark, round } = found.value;
  if (benchmark.inputs !== 'public' || round.openedAt === null) return refuse({ kind: 'inputs_not_public' });
  return ok(round);
}

/**
 * The check report of a test set in any state, for people with a role in the benchmark; the same content as on the page. It
 * quotes no cell of the test set, and class shares are rounded to whole per cent.
 */
export async function findCheckReport(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<CheckReportView>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number, 'auditor');
  if (!found.ok) return found;
  const { state, checkReport } = found.value.round;
  if (!checkReport) return refuse({ kind: 'not_published_yet', what: 'check report' });
  const { checks, ...report } = viewOfCheckReport(checkReport);
  return ok({ round: number, state, ...report, checks: checks.map(({ numbers: _, ...check }) => check) });
}

/** The commitment of a round (hashes that fix its test set), public from the sealing on. */
export async function findCommitment(
  slug: string,
  number: number,
  reader: Actor | null = null,
): Promise<Result<PublishedCommitment>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number, reader);
  if (!found.ok) return found;
  const { benchmark, round } = found.value;
  const all = await listRoundsOf(db, [benchmark.benchmarkId], { drafts: false });
  return ok({
    benchmark: benchmark.slug,
    round: round.number,
    ...viewOfCommitment(round.commitment),
    replaced: listReplaced(round, all).map((replaced) => ({
      round: replaced.number,
      commitment: viewOfCommitment(replaced.commitment),
      invalidated_at: replaced.invalidatedAt?.toISOString() ?? null,
      invalidation_reason: replaced.invalidationReason,
    })),
  });
}

/** Lists the round that this one replaced, the one that was replaced by that, and so on: their commitments stay public. */
function listReplaced(round: PublicRound, all: readonly PublicRound[]): PublicRound[] {
  const before = all.find(({ roundId }) => roundId === round.replacesRoundId);
  return before && isReplacementOf(round, before) ? [before, ...listReplaced(before, all)] : [];
}

/**
 * A public file from the archive of a revealed round. The round's state decides, not whether an object exists: before the
 * reveal no name finds a file, and after it only the names in the round's list do.
 * @param name as in that list, for example `predictions/….csv`
 */
export async function findArchive(
  slug: string,
  number: number,
  name: string,
  reader: Actor | null = null,
): Promise<Result<ServedFile>> {
  const found = await requirePublicRound(webPlatform().db, slug, number, reader);
  return found.ok ? findArchivedFile(slug, found.value.round, name) : found;
}

export function findArchivedFile(slug: string, round: PublicRound, name: string): Result<ServedFile> {
  const { objects } = webPlatform();
  if (round.state !== 'revealed') return refuse({ kind: 'not_revealed', state: round.state });
  const file = round.archive.find((listed) => listed.name === name);
  if (!file) return refuse({ kind: 'not_found', what: 'file in the archive' });
  return ok({
    fileName: `${slug}-round-${round.number}-${file.name.replaceAll('/', '-')}`,
    mediaType: mediaTypeOf(file.name),
    etag: file.sha256,
    open: (firstByte = 0) => objects.open(objectKeys.archiveFile(round.roundId, file.name), firstByte),
  });
}
