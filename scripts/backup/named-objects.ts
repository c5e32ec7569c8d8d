import { createHash } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import {
  type ListedObject,
  ObjectChanged,
  type ObjectStore,
  objectKeys,
  partSuffix,
} from '@/adapters/object-store/object-store';
import { openSubmittedFile } from '@/adapters/object-store/submitted-file';
import type { Database } from '@/db/client';
import { needsFile } from '@/db/queries/model-version-queries';
import { listIdsOfDeleted } from '@/db/queries/operator-act-queries';
import { benchmarks, trainingFiles } from '@/db/schema/benchmarks';
import { modelVersions } from '@/db/schema/models';
import { rounds } from '@/db/schema/rounds';
import { submissions } from '@/db/schema/submissions';
import { artefactKinds } from '@/lib/core/benchmark';

/** An object that the database names, with a description of the loss if it is missing. */
export type NamedObject = {
  readonly key: string;
  readonly what: string;
  /** SHA-256 of the content; present if the database has it. */
  readonly sha256?: string;
  /** Present for a submission's file, which is stored compressed. */
  readonly file?: { readonly submissionId: string; readonly byteCount: number };
};

/**
 * Lists the objects without which acknowledged data are lost. @param db connected with a role that reads
 * every table
 */
export async function listNamedObjects(db: Database): Promise<NamedObject[]> {
  const [deleted, files, artefacts, testSets, runs, training, sealed] = await Promise.all([
    listIdsOfDeleted(db),
    db
      .select({
        id: submissions.submissionId,
        receivedAt: submissions.receivedAt,
        sha256: submissions.fileSha256,
        byteCount: submissions.fileByteCount,
      })
      .from(submissions)
      .where(eq(submissions.kind, 'predictions')),
    db.select({ id: modelVersions.versionId }).from(modelVersions).where(needsFile),
    db
      .select({
        id: rounds.roundId,
        number: rounds.number,
        archive: rounds.archive,
        openedAt: rounds.openedAt,
        sealedSha256: rounds.testSetSealedSha256,
        inputs: benchmarks.inputs,
      })
      .from(rounds)
      .innerJoin(benchmarks, eq(benchmarks.benchmarkId, rounds.benchmarkId)),
    db
      .select({ id: submissions.submissionId })
      .from(submissions)
      .where(and(inArray(submissions.kind, artefactKinds), eq(submissions.state, 'scored'))),
    db
      .select({ id: trainingFiles.trainingFileId, name: trainingFiles.name, sha256: trainingFiles.sha256 })
      .from(trainingFiles),
    // Reads only object keys, with the operator's rights: the payloads of this table are for the scorer.
    db.execute<{ round: string; items: string; fingerprints: string }>(
      sql`select round_id as round, items_object_key as items, fingerprints_object_key as fingerprints from hidden.round_keys`,
    ),
  ]);
  const named: NamedObject[] = [
    ...files.map(({ id, receivedAt, sha256, byteCount }) => ({
      key: objectKeys.submission(id),
      ...{ sha256, file: { submissionId: id, byteCount } },
      what: `the file of submission ${id}, received ${receivedAt.toISOString()}`,
    })),
    ...artefacts.map(({ id }) => ({ key: objectKeys.artefact(id), what: `the model of version ${id}` })),
    ...testSets.map(({ id, number, sealedSha256 }) => ({
      key: objectKeys.testSet(id),
      sha256: sealedSha256,
      what: `the test set of round ${number} (${id})`,
    })),
    ...testSets.flatMap(({ id, archive }) =>
      (archive ?? []).map(({ name, sha256 }) => ({
        key: objectKeys.archiveFile(id, name),
        sha256,
        what: `${name} of the archive of round ${id}`,
      })),
    ),
    ...testSets
      .filter(({ openedAt, inputs }) => openedAt !== null && inputs === 'public')
      .flatMap(({ id, number }) => [
        { key: objectKeys.inputs(id), what: `the inputs of round ${number} (${id})` },
        { key: objectKeys.sampleSubmission(id), what: `the sample submission of round ${number} (${id})` },
      ]),
    ...runs.map(({ id }) => ({
      key: objectKeys.predictionColumns(id),
      what: `the predictions of the model run ${id}`,
    })),
    ...training.map(({ id, name, sha256 }) => ({
      key: objectKeys.trainingFile(id),
      sha256,
      what: `the training file ${name}`,
    })),
    ...sealed.flatMap(({ round, items, fingerprints }) => [
      { key: items, what: `the sealed items of round ${round}` },
      { key: fingerprints, what: `the fingerprints of round ${round}` },
    ]),
  ];
  // True if an operator has deleted this benchmark's files.
  const isDeleted = (id = '') =>
    deleted.rounds.has(id) ||
    deleted.submissions.has(id) ||
    deleted.versions.has(id) ||
    deleted.trainingFiles.has(id);
  return named.filter(({ key }) => !isDeleted(key.split('/')[1]));
}

/** Lists all complete objects of a store. */
export async function listObjects(objects: ObjectStore): Promise<ListedObject[]> {
  const listed: ListedObject[] = [];
  for await (const one of objects.list('')) if (!one.key.endsWith(partSuffix)) listed.push(one);
  return listed;
}

/** Compares an object with the database's record. @returns the fault; null for none */
export async function findFault(
  objects: ObjectStore,
  { key, sha256, file }: NamedObject,
): Promise<string | null> {
  if (!(await objects.has(key))) return 'missing';
  if (sha256 === undefined) return null;
  const hash = createHash('sha256');
  try {
    const content = file
      ? await openSubmittedFile(objects, file.submissionId, file.byteCount)
      : (await objects.open(key)).stream;
    for await (const chunk of content) hash.update(chunk);
  } catch (error) {
    if (error instanceof ObjectChanged) return otherBytes;
    throw error;
  }
  return hash.digest('hex') === sha256 ? null : otherBytes;
}

const otherBytes = 'other bytes than the database records';
