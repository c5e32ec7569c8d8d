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
import { type ArtefactKind, isArtefactKind, type SubmissionKind } from '@/lib/core/benchmark';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { artefactBytesMax } from '@/lib/core/model/model-version';
import { skeletonOf } from '@/lib/core/name/name';
import { faultyField, type Refusal } from '@/lib/core/refusal';
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
import { placeOfDryRun, startDryRun } from '../dry-run/dry-run';
import { requireEntry } from '../entry/entry';
import { refuseEntrants } from '../team/team';
import { type ArtefactPlace, type StoredImage, storeArtefact, storeImage } from '../version/store-artefact';
import { acceptSubmission, findReplay } from './accept';
import { refuseKnownVersion } from './counting';
import {
  refuseKnownFile,
  refuseLookAlike,
  refuseTraining,
  refuseUnfitArtefact,
  requireEntrant,
} from './entry-rules';
import { viewOfSubmission } from './view';

/** Time limits of an upload: the largest file at 1 Mbit/s, and the largest image at 5. */
const uploadMsMax = 20 * 60_000;
const imageUploadMsMax = 2 * 60 * 60_000;

export type Submitted =
  | { kind: 'validated'; validation: ValidationView }
  | { kind: 'tried'; dryRun: DryRunView }
  | { kind: 'accepted'; submission: SubmissionView; isReplay: boolean };

type Options = { dryRun: boolean; idempotencyKey: string | null };

type SentFile = SpooledFile | StoredImage;

/** A received file with its metadata. An image is stored already. */
type Sent<F extends SentFile = SentFile> = {
  actor: Actor;
  benchmark: BenchmarkRow;
  accepts: readonly SubmissionKind[];
  fields: Record<string, string>;
  file: F;
  /** Aborts when the sender disconnects. */
  signal: AbortSignal;
};

/**
 * Accepts a submission: the file is spooled, hashed and validated first, so that a faulty one takes no slot and leaves no record;
 * then it is stored and accepted in one transaction. An image is stored while it arrives. With `dryRun` it stops after the
 * validation; a model or an image runs on the public sample, with the lowest priority.
 */
export async function submit(
  actor: Actor | null,
  slug: string,
  request: Request,
  options: Options,
): Promise<Result<Submitted>> {
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
): Promise<Result<Submitted>> {
  const { signal } = request;
  const taken: { file: SentFile | null } = { file: null };
  const takesImages = accepts.includes('container');
  // Nobody should send gigabytes in vain.
  const declared = Number(request.headers.get('content-length')) - formBytesMax;
  if (takesImages && declared > artefactBytesMax.onnx) {
    const affordable = await requireBudget(webPlatform().db, actor.userId, 'image_bytes', declared);
    if (!affordable.ok) return affordable;
  }
  const isImage = (fields: Readonly<Record<string, string>>) =>
    takesImages && readKind(fields) === 'container';
  try {
    const form = await readMultipart(
      request,
      {
        ...{ fileField: 'file', slot },
        bytesMax: takesImages ? artefactBytesMax.container : bytesMax,
        bytesMaxAfter: (fields) => (isImage(fields) ? artefactBytesMax.container : bytesMax),
        timeMsMax: takesImages ? imageUploadMsMax : uploadMsMax,
      },
      async (bytes, fieldsBefore) => {
        taken.file = isImage(fieldsBefore)
          ? await storeImage(bytes, options.dryRun ? placeOfDryRun() : placeOfVersion())
          : await spoolFile(bytes);
        return taken.file;
      },
    );
    if (!form.ok) return await forgetImage(taken.file, form);
    const { fields, file } = form.value;
    const stray = refuseStrayFields(fields);
    if (stray) return await forgetImage(file, stray);
    if (!file)
      return refuse(faultyField('missing', 'file', 'send predictions, a model or an image as a file'));
    const sent = { actor, benchmark, accepts, fields, file, signal };
    const submitted = options.dryRun ? await validate(sent) : await accept(sent, options.idempotencyKey);
    return await forgetImage(file, submitted);
  } finally {
    if (taken.file && isSpooled(taken.file)) await taken.file.remove();
  }
}

/** Bytes of a form around its file, at most. */
const formBytesMax = 1024 ** 2;

const isSpooled = (file: SentFile): file is SpooledFile => 'path' in file;

/**
 * Deletes an image that the response doesn't refer to. After an error it stays until the sweep: the transaction may have been
 * committed.
 */
async function forgetImage(file: SentFile | null, submitted: Result<Submitted>): Promise<Result<Submitted>> {
  const isKept = submitted.ok && !(submitted.value.kind === 'accepted' && submitted.value.isReplay);
  if (file && !isSpooled(file) && !isKept) await webPlatform().objects.delete(file.place.key);
  return submitted;
}

/** The kind that the metadata give before the file arrives; they are checked when the form is complete. */
function readKind({ metadata }: Readonly<Record<string, string>>): unknown {
  try {
    return Object(JSON.parse(metadata ?? '{}')).kind;
  } catch {
    return undefined;
  }
}

/** Size limit of a file other than an image in the open round, compressed or not: the disk is limited per round, too. */
function decideUploadBytesMax(
  benchmark: BenchmarkRow,
  accepts: readonly SubmissionKind[],
  round: OpenRound | undefined,
): number {
  if (accepts.includes('onnx')) return artefactBytesMax.onnx;
  return round ? countPlainBytesMax({ ...benchmark, itemCount: round.itemCount }) : predictionsBytesMax;
}

async function validate(sent: Sent): Promise<Result<Submitted>> {
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
  if (isArtefactKind(kind)) {
    const unfitFile = refuseUnfitArtefact({ kind, file }, benchmark, 'dry run');
    if (unfitFile) return refuse(unfitFile);
    const started = await startDryRun(actor, benchmark, { kind, file });
    return started.ok ? ok({ kind: 'tried', dryRun: started.value }) : started;
  }
  const read = await readAgainstOpenRound(requireSpooled(sent), team.value, metadata.value);
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

async function accept(sent: Sent, idempotencyKey: string | null): Promise<Result<Submitted>> {
  const { db, objects, metrics, log } = webPlatform();
  const { actor, benchmark, accepts, fields, file } = sent;
  const metadata = parseMetadata(newSubmissionSchema, fields);
  if (!metadata.ok) return metadata;
  if (!accepts.includes(metadata.value.kind)) return refuse({ kind: 'kind_not_accepted', accepts });
  const team = await requireEntrant(db, actor, benchmark, metadata.value);
  if (!team.ok) return team;
  const untrained = refuseTraining(metadata.value, benchmark);
  if (untrained) return refuse(untrained);

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
  const budget = metadata.value.kind === 'container' ? 'image_bytes' : 'bytes';
  const affordable = await requireBudget(db, actor.userId, budget, file.byteCount);
  if (!affordable.ok) return affordable;
  const { kind } = metadata.value;
  const named = { ...metadata.value, submissionId };
  const stored = isArtefactKind(kind)
    ? await placeArtefact(sent, team.value, { ...named, kind })
    : await storePredictions(requireSpooled(sent), team.value, named);
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

/** Predictions are never taken as an image: their metadata say another kind. */
function requireSpooled({ file, ...sent }: Sent): Sent<SpooledFile> {
  if (!isSpooled(file)) throw new Error('a file of predictions was stored as an image');
  return { ...sent, file };
}

async function storePredictions(sent: Sent<SpooledFile>, team: Team, named: Named): Promise<Result<Stored>> {
  const read = await readAgainstOpenRound(sent, team, named);
  if (!read.ok) return read;
  await storeSubmittedFile(webPlatform().objects, named.submissionId, createReadStream(sent.file.path));
  return ok({ round: read.value.round, key: objectKeys.submission(named.submissionId), versionId: null });
}

/** An artefact isn't checked here, but for its size: the scorer, or the runner, checks it before any of it runs. */
async function placeArtefact(
  { actor, benchmark, file }: Sent,
  { teamId }: Team,
  { kind, model, version }: Named & { kind: ArtefactKind },
): Promise<Result<Stored>> {
  const { db } = webPlatform();
  const unfit = refuseUnfitArtefact({ kind, file }, benchmark, 'submission');
  if (unfit) return refuse(unfit);
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
  const place = isSpooled(file) ? placeOfVersion() : file.place;
  if (isSpooled(file)) await storeArtefact(file, place);
  return ok({ round: round.value, versionId: place.id, key: place.key });
}

/** A new version's file. */
function placeOfVersion(): ArtefactPlace {
  const id = randomUUID();
  return { id, key: objectKeys.artefact(id) };
}

async function findRoundThatTakes({ benchmarkId }: BenchmarkRow): Promise<Result<OpenRound>> {
  const { db } = webPlatform();
  const round = await findOpenRound(db, benchmarkId);
  return round ? ok(round) : refuse(explainNoOpenRound(await findRoundFrozenWhileOpen(db, benchmarkId)));
}

/** Validates the file against the ids of the open round. A known file isn't read again. */
async function readAgainstOpenRound(
  { actor, benchmark, file, signal }: Sent<SpooledFile>,
  { teamId }: Team,
  named: { model?: string; version: string },
): Promise<Result<{ round: OpenRound; clippedCount: number }>> {
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

function viewOf(accepted: Awaited<ReturnType<typeof acceptSubmission>>): Result<Submitted> {
  if (!accepted.ok) return accepted;
  const { submission, isReplay } = accepted.value;
  return ok({ kind: 'accepted', submission: viewOfSubmission(submission), isReplay });
}
