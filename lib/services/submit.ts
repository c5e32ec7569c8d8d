import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findOpenRound, type RoundRow } from '@/db/queries/round-queries';
import { objectKeys } from '@/lib/adapters/object-store/object-store';
import { readMultipart } from '@/lib/adapters/read-multipart';
import { readPredictionsFile } from '@/lib/adapters/read-predictions-file';
import { readItemIndex } from '@/lib/adapters/round-inputs';
import { type SpooledFile, spoolFile } from '@/lib/adapters/spool-file';
import { webPlatform } from '@/lib/adapters/web-platform';
import {
  dryRunSchema,
  newSubmissionSchema,
  type SubmissionView,
  type ValidationView,
} from '@/lib/contracts/submission';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { acceptSubmission } from './accept-submission';
import type { Actor } from './actor';
import { readMetadata } from './read-metadata';
import { requireBenchmark } from './require-benchmark';
import { requireSignedIn } from './require-signed-in';
import { requireTeam } from './require-team';
import { viewOfSubmission } from './view-of-submission';

/** Bytes of an uploaded prediction file, packed or not. */
export const submissionBytesMax = 128 * 1024 * 1024;

export type Submitted =
  | { kind: 'validated'; validation: ValidationView }
  | { kind: 'accepted'; submission: SubmissionView; isReplay: boolean };

/**
 * Takes a submission: the file is spooled, hashed and validated first, so that a faulty one costs no slot and leaves no
 * record; then it is stored and accepted in one transaction. With `dryRun` it stops after the validation.
 */
export async function submit(
  actor: Actor | null,
  slug: string,
  request: Request,
  options: { dryRun: boolean; idempotencyKey: string | null },
): Promise<Result<Submitted, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const benchmark = await requireBenchmark(webPlatform().db, slug);
  if (!benchmark.ok) return benchmark;
  const round = await findOpenRound(webPlatform().db, benchmark.value.benchmarkId);
  if (!round) return refuse({ kind: 'no_open_round' });

  let spooled: SpooledFile | null = null;
  try {
    const form = await readMultipart(
      request,
      { fileField: 'file', bytesMax: submissionBytesMax },
      async (bytes) => {
        spooled = await spoolFile(bytes);
        return spooled;
      },
    );
    if (!form.ok) return form;
    if (!form.value.file)
      return refuse({
        kind: 'invalid_request',
        faults: [{ code: 'missing', field: 'file', detail: 'send the predictions as a file' }],
      });
    return await takeFile(
      signedIn.value,
      benchmark.value,
      round,
      form.value.fields,
      form.value.file,
      options,
    );
  } finally {
    await (spooled as SpooledFile | null)?.remove();
  }
}

async function takeFile(
  actor: Actor,
  benchmark: BenchmarkRow,
  round: RoundRow,
  fields: Record<string, string>,
  file: SpooledFile,
  options: { dryRun: boolean; idempotencyKey: string | null },
): Promise<Result<Submitted, Refusal>> {
  const { db, objects } = webPlatform();
  const metadata = readMetadata(options.dryRun ? dryRunSchema : newSubmissionSchema, fields);
  if (!metadata.ok) return metadata;
  if (!benchmark.accepts.includes(metadata.value.kind))
    return refuse({ kind: 'kind_not_accepted', accepts: benchmark.accepts });
  const team = await requireTeam(db, actor, metadata.value.team);
  if (!team.ok) return team;

  const index = await readItemIndex(objects, round.roundId);
  const predictions = await readPredictionsFile(file.path, {
    task: benchmark.task,
    classes: benchmark.classes,
    ids: index,
  });
  if (!predictions.ok)
    return refuse({
      kind: 'file_rejected',
      faults: predictions.error.problems,
      faultCount: predictions.error.problemCount,
    });
  if (options.dryRun)
    return ok({
      kind: 'validated',
      validation: { valid: true, row_count: index.size, sha256: file.sha256, round: round.number },
    });

  const submissionId = randomUUID();
  const key = objectKeys.submission(submissionId);
  await objects.put(key, Readable.from(createReadStream(file.path)));
  const request = JSON.stringify([benchmark.slug, team.value.teamId, metadata.value, file.sha256]);
  const accepted = await acceptSubmission(db, {
    submissionId,
    userId: actor.userId,
    team: team.value,
    benchmark,
    metadata: metadata.value,
    idempotencyKey: options.idempotencyKey ?? submissionId,
    requestSha256: createHash('sha256').update(request).digest('hex'),
    file,
    roundId: round.roundId,
  });
  if (!accepted.ok || accepted.value.isReplay) await objects.delete(key);
  if (!accepted.ok) return accepted;
  return ok({
    kind: 'accepted',
    submission: viewOfSubmission(accepted.value.submission),
    isReplay: accepted.value.isReplay,
  });
}
