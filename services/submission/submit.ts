import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { objectKeys } from '@/adapters/object-store/object-store';
import { storeSubmittedFile } from '@/adapters/object-store/submitted-file';
import { readMultipart } from '@/adapters/read-multipart';
import { type SpooledFile, spoolFile } from '@/adapters/spool-file';
import type { UploadSlot } from '@/adapters/upload-slots';
import { webPlatform } from '@/adapters/web-platform';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findRoundFrozenWhileOpen } from '@/db/queries/moderation-queries';
import { findOpenRound } from '@/db/queries/round-queries';
import { findModelBySkeleton } from '@/db/queries/submission-queries';
import type { Team } from '@/db/queries/team-queries';
import type { DryRunView } from '@/lib/contracts/model';
import { parseMetadata, refuseStrayFields } from '@/lib/contracts/parse-metadata';
import {
  dryRunSchema,
  newSubmissionSchema,
  type SubmissionView,
  type ValidationView,
} from '@/lib/contracts/submission';
import type { SubmissionKind } from '@/lib/core/benchmark';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { artefactBytesMax } from '@/lib/core/model/model-version';
import { skeletonOf } from '@/lib/core/name/name';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { explainNoOpenRound } from '@/lib/core/round/decide-changes';
import type { OpenRound } from '@/lib/core/round/round';
import { findClip } from '@/lib/core/scoring/count-clipped';
import { countPlainBytesMax, predictionsBytesMax } from '@/lib/core/submission/parse-predictions';
import { requireBudget } from '../access/budgets';
import { type Actor, requireSignedIn } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import { findRequestId } from '../access/respond-with';
import { withUploadSlot } from '../access/upload-limits';
import { startDryRun } from '../dry-run/dry-run';
import { requireEntry } from '../entry/entry';
import { refuseEntrants } from '../team/team';
import { storeArtefact } from '../version/version';
import { acceptSubmission, findReplay } from './accept';
import { refuseKnownVersion } from './counting';
import { refuseEmptyModel, refuseKnownFile, refuseLookAlike, requireEntrant } from './entry-rules';
import { viewOfSubmission } from './view';

/** Time limit of an upload: the largest file at 1 Mbit/s. */
const uploadMsMax = 20 * 60_000;

export type Submitted =
  | { kind: 'validated'; validation: ValidationView }
  | { kind: 'tried'; dryRun: DryRunView }
  | { kind: 'accepted'; submission: SubmissionView; isReplay: boolean };

type Options = { dryRun: boolean; idempotencyKey: string | null };

/** A received file with its metadata. */
type Sent = {
  actor: Actor;
  benchmark: BenchmarkRow;
  accepts: readonly SubmissionKind[];
  fields: Record<string, string>;
  file: SpooledFile;
  /** Aborts when the sender disconnects. */
  signal: AbortSignal;
};

/**
 * Accepts a submission: the file is spooled, hashed and validated first, so that a faulty one takes no slot and leaves no record;
 * then it is stored and accepted in one transaction. With `dryRun` it stops after the validation; a model runs on the public
 * sample, with the lowest priority.
 */
export async function submit(
  actor: Actor | null,
  slug: string,
  request: Request,
  options: Options,
): Promise<Result<Submitted, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const benchmark = await requireBenchmark(webPlatform().db, slug, signedIn.value);
  if (!benchmark.ok) return benchmark;
  const round = await findOpenRound(webPlatform().db, benchmark.value.benchmarkId);
  // The acceptance decides again, by the round that is open then.
  const { accepts } = round ?? benchmark.value;
  const bytesMax = decideUploadBytesMax(benchmark.value, accepts, round);
  return withUploadSlot(signedIn.value, (slot) =>
    takeFile(signedIn.value, benchmark.value, request, { ...options, accepts, bytesMax, slot }),
  );
}

async function takeFile(
  actor: Actor,
  benchmark: BenchmarkRow,
  request: Request,
  {
    accepts,
    bytesMax,
    slot,
    ...options
  }: Options & { bytesMax: number; slot: UploadSlot } & Pick<Sent, 'accepts'>,
): Promise<Result<Submitted, Refusal>> {
  const { signal } = request;
  const taken: { file: SpooledFile | null } = { file: null };
  try {
    const form = await readMultipart(
      request,
      { fileField: 'file', bytesMax, timeMsMax: uploadMsMax, slot },
      async (bytes) => {
        taken.file = await spoolFile(bytes);
        return taken.file;
      },
    );
    if (!form.ok) return form;
    const { fields, file } = form.value;
    const stray = refuseStrayFields(fields);
    if (stray) return stray;
    if (!file)
      return refuse({
        kind: 'invalid_request',
        faults: [{ code: 'missing', field: 'file', detail: 'send the predictions or the model as a file' }],
      });
    const sent = { actor, benchmark, accepts, fields, file, signal };
    return options.dryRun ? await validate(sent) : await accept(sent, options.idempotencyKey);
  } finally {
    await taken.file?.remove();
  }
}

/** Size limit of a file in the open round, compressed or not: the disk is limited per round, too. */
function decideUploadBytesMax(
  benchmark: BenchmarkRow,
  accepts: readonly SubmissionKind[],
  round: OpenRound | undefined,
): number {
  if (accepts.includes('onnx')) return artefactBytesMax;
  return round ? countPlainBytesMax({ ...benchmark, itemCount: round.itemCount }) : predictionsBytesMax;
}

async function validate(sent: Sent): Promise<Result<Submitted, Refusal>> {
  const { actor, benchmark, accepts, fields, file } = sent;
  const metadata = parseMetadata(dryRunSchema, fields);
  if (!metadata.ok) return metadata;
  const { model, kind } = metadata.value;
  if (!accepts.includes(kind)) return refuse({ kind: 'kind_not_accepted', accepts });
  const team = await requireEntrant(webPlatform().db, actor, benchmark, metadata.value);
  if (!team.ok) return team;
  const admitted = await requireEntry(webPlatform().db, actor, benchmark, 'dry run');
  if (!admitted.ok) return admitted;
  const unfit = await findUnfitTeam(actor, benchmark, team.value);
  if (unfit) return refuse(unfit);
  const named =
    model && (await findModelBySkeleton(webPlatform().db, benchmark.benchmarkId, skeletonOf(model)));
  const lookAlike = named && refuseLookAlike(named, { teamId: team.value.teamId, name: model });
  if (lookAlike) return refuse(lookAlike);
  if (kind === 'onnx') {
    const empty = refuseEmptyModel(file);
    if (empty) return refuse(empty);
    const started = await startDryRun(actor, benchmark, file);
    return started.ok ? ok({ kind: 'tried', dryRun: started.value }) : started;
  }
  const read = await readAgainstOpenRound(sent, team.value, metadata.value);
  if (!read.ok) return read;
  const { round, clippedCount } = read.value;
  const { number, itemCount } = round;
  return ok({
    kind: 'validated',
    validation: {
      ...{ valid: true, row_count: itemCount, clipped_count: clippedCount },
      log_loss_clip: findClip(benchmark),
      ...{ sha256: file.sha256, round: number },
    },
  });
}

/** The refusal that a submission of the team would get for its members; null for none, or without an open round. */
async function findUnfitTeam(
  { userId }: Actor,
  { benchmarkId, teamSizeMax: sizeMax }: BenchmarkRow,
  { teamId }: Team,
): Promise<Refusal | null> {
  const { db } = webPlatform();
  const round = await findOpenRound(db, benchmarkId);
  return round ? refuseEntrants(db, { round, teamId, userId, sizeMax }) : null;
}

async function accept(sent: Sent, idempotencyKey: string | null): Promise<Result<Submitted, Refusal>> {
  const { db, objects, metrics, log } = webPlatform();
  const { actor, benchmark, accepts, fields, file } = sent;
  const metadata = parseMetadata(newSubmissionSchema, fields);
  if (!metadata.ok) return metadata;
  if (!accepts.includes(metadata.value.kind)) return refuse({ kind: 'kind_not_accepted', accepts });
  const team = await requireEntrant(db, actor, benchmark, metadata.value);
  if (!team.ok) return team;

  const submissionId = randomUUID();
  const request = JSON.stringify([benchmark.slug, team.value.teamId, metadata.value, file.sha256]);
  const repeatable = {
    userId: actor.userId,
    idempotencyKey: idempotencyKey ?? submissionId,
    requestSha256: createHash('sha256').update(request).digest('hex'),
  };
  // A repeated request gets the same receipt, even after the close.
  const replay = await findReplay(db, repeatable);
  if (replay) return viewOf(replay);

  const admitted = await requireEntry(db, actor, benchmark, metadata.value.rules_version ?? null);
  if (!admitted.ok) return admitted;
  const affordable = await requireBudget(db, actor.userId, 'bytes', file.byteCount);
  if (!affordable.ok) return affordable;
  const store = metadata.value.kind === 'onnx' ? storeModel : storePredictions;
  const stored = await store(sent, team.value, { ...metadata.value, submissionId });
  if (!stored.ok) {
    // A parallel request with this idempotency key may have been accepted meanwhile. Its file is then known, and this request
    // repeats it.
    const taken = await findReplay(db, repeatable);
    return taken ? viewOf(taken) : stored;
  }
  const { round, versionId, key } = stored.value;
  const accepted = await acceptSubmission(db, {
    ...repeatable,
    submissionId,
    team: team.value,
    benchmark,
    metadata: metadata.value,
    file,
    roundId: round.roundId,
    versionId,
    requestId: findRequestId(),
  });
  if (!accepted.ok || accepted.value.isReplay) await objects.delete(key);
  else {
    metrics.accepted.inc({ kind: metadata.value.kind });
    log.info({ submission: submissionId }, 'a submission was accepted');
  }
  return viewOf(accepted);
}

/** A file in the object store, as an entry of the open round. */
type Stored = { round: OpenRound; key: string; versionId: string | null };

type Named = { submissionId: string; model: string; version: string };

async function storePredictions(sent: Sent, team: Team, named: Named): Promise<Result<Stored, Refusal>> {
  const read = await readAgainstOpenRound(sent, team, named);
  if (!read.ok) return read;
  await storeSubmittedFile(webPlatform().objects, named.submissionId, createReadStream(sent.file.path));
  return ok({ round: read.value.round, key: objectKeys.submission(named.submissionId), versionId: null });
}

/** The file isn't checked here: the scorer checks it before any of it runs. */
async function storeModel(
  { actor, benchmark, file }: Sent,
  { teamId }: Team,
  { model, version }: Named,
): Promise<Result<Stored, Refusal>> {
  const { db } = webPlatform();
  const empty = refuseEmptyModel(file);
  if (empty) return refuse(empty);
  const accepted = await requireBudget(db, actor.userId, 'rejected_models');
  if (!accepted.ok) return accepted;
  const round = await findRoundThatTakes(benchmark);
  if (!round.ok) return round;
  const { sha256 } = file;
  const { benchmarkId } = benchmark;
  const known =
    (await refuseKnownVersion(db, { benchmarkId, teamId, model, version, sha256 })) ??
    (await refuseKnownFile(
      db,
      { roundId: round.value.roundId, teamId, fileSha256: sha256 },
      { model, version },
    ));
  if (known) return refuse(known);
  const versionId = randomUUID();
  const key = objectKeys.artefact(versionId);
  await storeArtefact(file, { id: versionId, key });
  return ok({ round: round.value, versionId, key });
}

async function findRoundThatTakes({ benchmarkId }: BenchmarkRow): Promise<Result<OpenRound, Refusal>> {
  const { db } = webPlatform();
  const round = await findOpenRound(db, benchmarkId);
  return round ? ok(round) : refuse(explainNoOpenRound(await findRoundFrozenWhileOpen(db, benchmarkId)));
}

/** Validates the file against the ids of the open round. A known file isn't read again. */
async function readAgainstOpenRound(
  { actor, benchmark, file, signal }: Sent,
  { teamId }: Team,
  named: { model?: string; version: string },
): Promise<Result<{ round: OpenRound; clippedCount: number }, Refusal>> {
  const { db, readers } = webPlatform();
  const round = await findRoundThatTakes(benchmark);
  if (!round.ok) return round;
  const { task, classes, metric } = benchmark;
  const { roundId, itemCount } = round.value;
  const bytesMax = countPlainBytesMax({ task, classes, itemCount });
  if (file.byteCount > bytesMax) return refuse({ kind: 'too_large', bytesMax });
  const known = await refuseKnownFile(db, { roundId, teamId, fileSha256: file.sha256 }, named);
  if (known) return refuse(known);
  const checked = await readers.check({
    path: file.path,
    task,
    classes,
    needsProbabilities: metricByName[metric].needs === 'probabilities',
    roundId,
    itemCount,
    ids: null,
    personId: actor.userId,
    signal,
    logLossClip: findClip(benchmark),
  });
  // The sender has disconnected, so the response is never read.
  if (typeof checked === 'string') return refuse({ kind: 'busy', retryAfterSeconds: 20 });
  if (checked.ok) return ok({ round: round.value, clippedCount: checked.value });
  const { problems, problemCount } = checked.error;
  return refuse({ kind: 'file_rejected', faults: problems, faultCount: problemCount });
}

function viewOf(accepted: Awaited<ReturnType<typeof acceptSubmission>>): Result<Submitted, Refusal> {
  if (!accepted.ok) return accepted;
  const { submission, isReplay } = accepted.value;
  return ok({ kind: 'accepted', submission: viewOfSubmission(submission), isReplay });
}
