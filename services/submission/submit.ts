import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { objectKeys } from '@/adapters/object-store/object-store';
import { readMultipart } from '@/adapters/read-multipart';
import { readPredictionsFile } from '@/adapters/read-predictions-file';
import { readItemIndex } from '@/adapters/round-inputs';
import { makeSerialLimiter } from '@/adapters/serial-limiter';
import { type SpooledFile, spoolFile } from '@/adapters/spool-file';
import { webPlatform } from '@/adapters/web-platform';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findRoundFrozenWhileOpen } from '@/db/queries/moderation-queries';
import { findOpenRound } from '@/db/queries/round-queries';
import { parseMetadata } from '@/lib/contracts/parse-metadata';
import {
  dryRunSchema,
  newSubmissionSchema,
  type SubmissionView,
  type ValidationView,
} from '@/lib/contracts/submission';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { explainNoOpenRound } from '@/lib/core/round/decide-acceptance';
import type { OpenRound } from '@/lib/core/round/round';
import type { Actor } from '../access/actor';
import { requireBenchmark } from '../access/require-benchmark';
import { requireSignedIn } from '../access/require-signed-in';
import { requireTeam } from '../team/require';
import { acceptSubmission, findReplay } from './accept';
import { viewOfSubmission } from './view';

/** Bytes of an uploaded prediction file, packed or not. */
const submissionBytesMax = 128 * 1024 * 1024;

/**
 * One file is read at a time: a file of probabilities unpacks to many times its size, and a process has one thread to read
 * it with in any case.
 */
const reading = makeSerialLimiter(60);

export type Submitted =
  | { kind: 'validated'; validation: ValidationView }
  | { kind: 'accepted'; submission: SubmissionView; isReplay: boolean };

type Options = { dryRun: boolean; idempotencyKey: string | null };

/**
 * Takes a submission: the file is spooled, hashed and validated first, so that a faulty one costs no slot and leaves no
 * record; then it is stored and accepted in one transaction. With `dryRun` it stops after the validation.
 */
export async function submit(
  actor: Actor | null,
  slug: string,
  request: Request,
  options: Options,
): Promise<Result<Submitted, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const benchmark = await requireBenchmark(webPlatform().db, slug);
  if (!benchmark.ok) return benchmark;
  const taken: { file: SpooledFile | null } = { file: null };
  try {
    const form = await readMultipart(
      request,
      { fileField: 'file', bytesMax: submissionBytesMax },
      async (bytes) => {
        taken.file = await spoolFile(bytes);
        return taken.file;
      },
    );
    if (!form.ok) return form;
    const { fields, file } = form.value;
    if (!file)
      return refuse({
        kind: 'invalid_request',
        faults: [{ code: 'missing', field: 'file', detail: 'send the predictions as a file' }],
      });
    return options.dryRun
      ? await validate(signedIn.value, benchmark.value, fields, file)
      : await accept(signedIn.value, benchmark.value, fields, file, options.idempotencyKey);
  } finally {
    await taken.file?.remove();
  }
}

async function validate(
  actor: Actor,
  benchmark: BenchmarkRow,
  fields: Record<string, string>,
  file: SpooledFile,
): Promise<Result<Submitted, Refusal>> {
  const metadata = parseMetadata(dryRunSchema, fields);
  if (!metadata.ok) return metadata;
  const team = await requireTeam(webPlatform().db, actor, metadata.value.team);
  if (!team.ok) return team;
  const read = await readAgainstOpenRound(benchmark, file);
  if (!read.ok) return read;
  const { round, itemCount } = read.value;
  return ok({
    kind: 'validated',
    validation: { valid: true, row_count: itemCount, sha256: file.sha256, round: round.number },
  });
}

async function accept(
  actor: Actor,
  benchmark: BenchmarkRow,
  fields: Record<string, string>,
  file: SpooledFile,
  idempotencyKey: string | null,
): Promise<Result<Submitted, Refusal>> {
  const { db, objects } = webPlatform();
  const metadata = parseMetadata(newSubmissionSchema, fields);
  if (!metadata.ok) return metadata;
  if (!benchmark.accepts.includes(metadata.value.kind))
    return refuse({ kind: 'kind_not_accepted', accepts: benchmark.accepts });
  const team = await requireTeam(db, actor, metadata.value.team);
  if (!team.ok) return team;

  const submissionId = randomUUID();
  const request = JSON.stringify([benchmark.slug, team.value.teamId, metadata.value, file.sha256]);
  const repeatable = {
    userId: actor.userId,
    idempotencyKey: idempotencyKey ?? submissionId,
    requestSha256: createHash('sha256').update(request).digest('hex'),
  };
  // A repeated request gets its receipt again, also when the round has closed meanwhile.
  const replay = await findReplay(db, repeatable);
  if (replay) return viewOf(replay);

  const read = await readAgainstOpenRound(benchmark, file);
  if (!read.ok) return read;
  const key = objectKeys.submission(submissionId);
  await objects.put(key, Readable.from(createReadStream(file.path)));
  const accepted = await acceptSubmission(db, {
    ...repeatable,
    submissionId,
    team: team.value,
    benchmark,
    metadata: metadata.value,
    file,
    roundId: read.value.round.roundId,
  });
  if (!accepted.ok || accepted.value.isReplay) await objects.delete(key);
  return viewOf(accepted);
}

/** Validates the file against the ids of the round that is open now. */
async function readAgainstOpenRound(
  benchmark: BenchmarkRow,
  file: SpooledFile,
): Promise<Result<{ round: OpenRound; itemCount: number }, Refusal>> {
  const { db, objects } = webPlatform();
  const round = await findOpenRound(db, benchmark.benchmarkId);
  if (!round) return refuse(explainNoOpenRound(await findRoundFrozenWhileOpen(db, benchmark.benchmarkId)));
  const { task, classes } = benchmark;
  const needsProbabilities = metricByName[benchmark.metric].needs === 'probabilities';
  const ids = await readItemIndex(objects, round.roundId);
  const predictions = await reading.run(() =>
    readPredictionsFile(file.path, { task, classes, needsProbabilities, ids }),
  );
  if (predictions === 'full') return refuse({ kind: 'busy', retryAfterSeconds: 20 });
  if (predictions.ok) return ok({ round, itemCount: ids.size });
  const { problems, problemCount } = predictions.error;
  return refuse({ kind: 'file_rejected', faults: problems, faultCount: problemCount });
}

function viewOf(accepted: Awaited<ReturnType<typeof acceptSubmission>>): Result<Submitted, Refusal> {
  if (!accepted.ok) return accepted;
  const { submission, isReplay } = accepted.value;
  return ok({ kind: 'accepted', submission: viewOfSubmission(submission), isReplay });
}
