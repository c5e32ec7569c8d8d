import { randomUUID } from 'node:crypto';
import { objectKeys } from '@/adapters/object-store/object-store';
import { readMultipart } from '@/adapters/read-multipart';
import { webPlatform } from '@/adapters/web-platform';
import type { Transaction } from '@/db/client';
import {
  deleteTrainingFile,
  findTrainingFile,
  insertTrainingFile,
  lockBenchmark,
  type TrainingFileRow,
} from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { mediaTypeOf } from '@/lib/contracts/archive/archive-formats';
import { newTrainingFileSchema, type TrainingFileView } from '@/lib/contracts/benchmark-data';
import type { ServedFile } from '@/lib/contracts/data-files';
import { parseMetadata, parseWith } from '@/lib/contracts/parse-metadata';
import { faultyField, type Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { requireBudget, transact } from '../access/budgets';
import { type Actor, requireGoodStanding } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireBenchmark, requireMaintained } from '../access/require-benchmark';
import { withUploadSlot } from '../access/upload-limits';

/** A training file is public from its upload on, and no larger than a test set. */
const trainingFileBytesMax = 256 * 1024 * 1024;

const uploadMsMax = 25 * 60_000;

const missingFile: Refusal = faultyField('missing', 'file', 'send the training data as a file');

/**
 * Stores the maintainers' own training file, public at once; it replaces an earlier one. The object is stored first, and deleted
 * again unless its row is saved.
 */
export async function putTrainingFile(
  actor: Actor | null,
  slug: string,
  request: Request,
): Promise<Result<TrainingFileView>> {
  const { db, objects } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const { benchmark } = maintained.value;
  const person = maintained.value.actor;
  const declared = Number(request.headers.get('content-length') ?? 1);
  const affordable = await requireBudget(
    db,
    person.userId,
    'bytes',
    Number.isSafeInteger(declared) ? declared : 1,
  );
  if (!affordable.ok) return affordable;
  const trainingFileId = randomUUID();
  const key = objectKeys.trainingFile(trainingFileId);
  return withUploadSlot(person, async (slot) => {
    const saved = await receive();
    if (!saved.ok) await objects.delete(key);
    return saved;

    async function receive(): Promise<Result<TrainingFileView>> {
      const form = await readMultipart(
        request,
        { fileField: 'file', bytesMax: trainingFileBytesMax, timeMsMax: uploadMsMax, slot },
        (bytes) => objects.put(key, bytes, { once: true }),
      );
      if (!form.ok) return form;
      const { fields, file } = form.value;
      // The form of a page has the name as a field of its own.
      const metadata =
        fields.name === undefined
          ? parseMetadata(newTrainingFileSchema, fields)
          : parseWith(newTrainingFileSchema, { name: fields.name });
      if (!metadata.ok) return metadata;
      if (!file || file.byteCount === 0) return refuse(missingFile);
      const { byteCount, sha256 } = file;
      return replace(person, benchmark.benchmarkId, {
        ...{ trainingFileId, benchmarkId: benchmark.benchmarkId, name: metadata.value.name },
        ...{ byteCount, sha256, uploadedBy: person.userId },
      }).then((row) => (row.ok && row.value ? ok(viewOfTrainingFile(slug, row.value)) : refuseMissing(row)));
    }
  });
}

const refuseMissing = (row: Result<TrainingFileRow | null>): Result<never> =>
  row.ok ? refuse({ kind: 'not_found', what: 'benchmark' }) : row;

/** Removes the file. */
export async function removeTrainingFile(actor: Actor | null, slug: string): Promise<Result<null>> {
  const maintained = await requireMaintained(webPlatform().db, actor, slug);
  if (!maintained.ok) return maintained;
  const { benchmark } = maintained.value;
  const done = await replace(maintained.value.actor, benchmark.benchmarkId, null);
  return done.ok ? ok(null) : done;
}

/** Replaces the row in one transaction with the audit event, then deletes the earlier object. @param file null for none */
async function replace(
  actor: Actor,
  benchmarkId: string,
  file: Omit<TrainingFileRow, 'uploadedAt'> | null,
): Promise<Result<TrainingFileRow | null>> {
  const { objects } = webPlatform();
  let before: TrainingFileRow | undefined;
  const saved = await transact((tx) => save(tx));
  if (saved.ok && before) await objects.delete(objectKeys.trainingFile(before.trainingFileId));
  return saved;

  async function save(tx: Transaction): Promise<Result<TrainingFileRow | null>> {
    if (!(await lockBenchmark(tx, benchmarkId))) return refuse({ kind: 'not_found', what: 'benchmark' });
    const allowed = await requireGoodStanding(tx, actor.userId);
    if (!allowed.ok) return allowed;
    before = await findTrainingFile(tx, benchmarkId);
    if (!before && !file) return refuse({ kind: 'not_found', what: 'training file' });
    if (before) await deleteTrainingFile(tx, before.trainingFileId);
    const row = file && { ...file, uploadedAt: await readClock(tx) };
    if (row) await insertTrainingFile(tx, row);
    await recordAuditEvent(tx, 'benchmark_changed', {
      actor,
      benchmarkId,
      detail: {
        changed: 'training_file',
        ...(before && { training_file_before: describeFile(before) }),
        ...(row && { training_file_after: describeFile(row) }),
      },
    });
    return ok(row);
  }
}

const describeFile = ({ name, byteCount, sha256 }: TrainingFileRow): string =>
  `${name}, ${byteCount} bytes, SHA-256 ${sha256}`;

export const viewOfTrainingFile = (
  slug: string,
  { name, byteCount, sha256 }: TrainingFileRow,
): TrainingFileView => ({
  ...{ name, byte_count: byteCount, sha256 },
  href: `/api/v1/benchmarks/${slug}/training-file`,
});

/** The maintainers' own training file, for every reader of the benchmark. */
export async function openTrainingFile(slug: string, reader: Actor | null): Promise<Result<ServedFile>> {
  const { db, objects } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, reader);
  if (!benchmark.ok) return benchmark;
  const { benchmarkId } = benchmark.value;
  const file = await findTrainingFile(db, benchmarkId);
  if (!file) return refuse({ kind: 'not_found', what: 'training file' });
  const key = objectKeys.trainingFile(file.trainingFileId);
  return ok({
    fileName: file.name,
    mediaType: mediaTypeOf(file.name),
    etag: file.sha256,
    open: (firstByte = 0) => objects.open(key, firstByte),
  });
}
