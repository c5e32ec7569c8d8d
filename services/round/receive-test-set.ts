import { Readable } from 'node:stream';
import { objectKeys } from '@/adapters/object-store/object-store';
import { readMultipart } from '@/adapters/read-multipart';
import { sealToScorer } from '@/adapters/sealing/seal-to-scorer';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import { webPlatform } from '@/adapters/web-platform';
import type { Refusal } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import { padTestSet, testSetEnvelope } from '@/lib/core/round/test-set-envelope';

export const testSetUploadBytesMax = 256 * 1024 * 1024;

/** A connection ten times slower than most still sends the largest file in that time. */
const testSetUploadMsMax = 25 * 60_000;

/** `byteCount` counts the padded bytes: the file's own size minus its inputs would reveal labels. */
export type StoredFile = { byteCount: number; sha256: string };

/**
 * Stores an uploaded test set as a new round's, encrypted to the scorer as it arrives, and keeps it if `save` succeeds. The
 * plaintext reaches neither this process's disk nor its database.
 */
export async function receiveTestSet<M, T>(
  request: Request,
  roundId: string,
  {
    parseFields,
    save,
  }: {
    parseFields: (fields: Record<string, string>) => Result<M, Refusal>;
    save: (metadata: M, file: StoredFile) => Promise<Result<T, Refusal>>;
  },
): Promise<Result<T, Refusal>> {
  const saved = await receive();
  if (!saved.ok) await webPlatform().objects.delete(objectKeys.testSet(roundId));
  return saved;

  async function receive(): Promise<Result<T, Refusal>> {
    const form = await readMultipart(
      request,
      { fileField: 'test_set', bytesMax: testSetUploadBytesMax, timeMsMax: testSetUploadMsMax },
      (bytes) => storeSealed(roundId, bytes),
    );
    if (!form.ok) return form;
    const metadata = parseFields(form.value.fields);
    if (!metadata.ok) return metadata;
    const { file } = form.value;
    return file ? save(metadata.value, file) : refuse(noTestSet);
  }
}

/** Puts a test set into the object store as it arrives, encrypted to the scorer under the round's envelope. */
async function storeSealed(roundId: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const { objects, environment } = webPlatform();
  let byteCount = 0;
  const enveloped = async function* () {
    yield testSetEnvelope(roundId);
    for await (const chunk of padTestSet(bytes)) {
      byteCount += chunk.byteLength;
      yield chunk;
    }
  };
  const plain = toWebStream(Readable.from(enveloped(), { objectMode: false }));
  const sealed = await sealToScorer(environment.SCORER_RECIPIENT, plain);
  const { sha256 } = await objects.put(objectKeys.testSet(roundId), fromWebStream(sealed));
  return { byteCount, sha256 };
}

const noTestSet: Refusal = {
  kind: 'invalid_request',
  faults: [{ code: 'missing', field: 'test_set', detail: 'send the test set as a file' }],
};
