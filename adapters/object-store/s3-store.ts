import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import {
  isObjectKey,
  type ListedObject,
  ObjectExists,
  ObjectMissing,
  type ObjectStore,
  objectStoreCodes,
  partSuffix,
  requireObjectKey,
} from './object-store';

export type S3Place = {
  readonly bucket: string;
  /** Prefix of all keys in the bucket. Ends with a slash, or is empty. */
  readonly prefix: string;
  /** Undefined for AWS. */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

type Options = {
  /** For tests: replaces the time limit of a request and of a pause within its response. */
  readonly timeoutMs?: number;
};

/** The minimum size of a part in S3. An upload has one part in memory. */
const partBytes = 5 * 1024 ** 2;

const connectMsMax = 5_000;
const requestMsMax = 60_000;
const silenceMsMax = 20_000;

/** Maximum number of tries of a request, the first included. */
const triesMax = 4;

/**
 * Delay in milliseconds before a read continues after its connection was lost. It doubles each time that no
 * byte arrives: 13 s in all.
 */
const resumeAfterMs = 200;
const resumesMax = 6;

/** Maximum number of connections: every response that hasn't been read yet occupies one. */
const socketsMax = 1_000;

/**
 * The object store of many machines: a bucket of any S3 service, addressed by path. An object is one request or a multipart upload;
 * either appears when it is complete. The payload hash of each part is signed, so the service refuses bytes that were changed on
 * the way.
 */
export function s3Store(place: S3Place, { timeoutMs }: Options = {}): ObjectStore {
  const { bucket: Bucket, prefix } = place;
  // The SDK would write into the log that its later versions need a newer Node; this version's requirement is
  // in package.json.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const client = new S3Client({
    region: place.region,
    endpoint: place.endpoint,
    forcePathStyle: place.endpoint !== undefined,
    credentials: { accessKeyId: place.accessKeyId, secretAccessKey: place.secretAccessKey },
    maxAttempts: triesMax,
    // The signed payload hash, which every S3 service verifies, replaces the SDK's additional checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    expectContinueHeader: false,
    requestHandler: {
      connectionTimeout: connectMsMax,
      requestTimeout: timeoutMs ?? requestMsMax,
      throwOnRequestTimeout: true,
      socketTimeout: timeoutMs ?? silenceMsMax,
      httpAgent: { maxSockets: socketsMax },
      httpsAgent: { maxSockets: socketsMax },
    },
  });
  const placeOf = (key: string) => ({ Bucket, Key: prefix + requireObjectKey(key) });

  /**
   * Returns the random mark by which an upload recognises its own object; undefined if the object has no mark
   * or the service doesn't respond.
   */
  async function findUploadMark(key: string): Promise<string | undefined> {
    const found = await client.send(new HeadObjectCommand(placeOf(key))).catch(() => undefined);
    return found?.Metadata?.[markName];
  }

  async function* read(
    key: string,
    first: GetObjectCommandOutput,
    { firstByte, abortSignal }: { firstByte: number; abortSignal: AbortSignal },
  ): AsyncGenerator<Uint8Array> {
    const byteCount = sizeOf(first);
    let body: Readable | undefined = bodyOf(first);
    let at = firstByte;
    for (let failures = 0; ; failures++) {
      let failure: unknown;
      let isReading = true;
      try {
        body ??= await openRest(key, { first, at, abortSignal });
        for await (const chunk of body) {
          at += chunk.byteLength;
          failures = 0;
          isReading = false;
          yield chunk;
          isReading = true;
        }
      } catch (error) {
        // The reader has closed the stream, so a failed request is no fault.
        if (!isReading) throw error;
        failure = error;
      } finally {
        body?.destroy();
      }
      if (at >= byteCount) return;
      if (abortSignal.aborted || failures >= resumesMax || isRefusal(failure))
        throw faultOf('GetObject', failure);
      body = undefined;
      await sleep(resumeAfterMs * 2 ** failures);
    }
  }

  /** Opens the object's bytes from a position on, if it is still the same object. */
  async function openRest(
    key: string,
    { first, at, abortSignal }: { first: GetObjectCommandOutput; at: number; abortSignal: AbortSignal },
  ): Promise<Readable> {
    const range = { Range: `bytes=${at}-`, IfMatch: first.ETag };
    return bodyOf(await client.send(new GetObjectCommand({ ...placeOf(key), ...range }), { abortSignal }));
  }

  async function* listUploads(base: string, idAt: number): AsyncGenerator<ListedObject> {
    let KeyMarker: string | undefined;
    let UploadIdMarker: string | undefined;
    for (;;) {
      const page = await client
        .send(new ListMultipartUploadsCommand({ Bucket, Prefix: base, KeyMarker, UploadIdMarker }))
        .catch(throwFault('ListMultipartUploads', ''));
      for (const { Key = '', UploadId, Initiated } of page.Uploads ?? []) {
        const key = Key.slice(prefix.length);
        if (!UploadId || !isObjectKey(key)) continue;
        const [id = ''] = key.slice(idAt).split('/');
        yield { key: partKey(key, UploadId), id, byteCount: 0, storedAtMs: Initiated?.getTime() ?? 0 };
      }
      if (!page.IsTruncated || page.NextKeyMarker === undefined) return;
      KeyMarker = page.NextKeyMarker;
      UploadIdMarker = page.NextUploadIdMarker;
    }
  }

  const store: ObjectStore = {
    async put(key, source, { once = false } = {}) {
      const hash = createHash('sha256');
      let byteCount = 0;
      let isReading = true;
      let failure: { cause: unknown } | undefined;
      const hashed = async function* () {
        try {
          for await (const chunk of source) {
            isReading = false;
            hash.update(chunk);
            byteCount += chunk.byteLength;
            // Throws here if the upload failed meanwhile.
            yield chunk;
            isReading = true;
          }
          // Ceph 18 ignores the condition of a multipart upload.
          if (once && byteCount >= partBytes && (await store.has(key))) throw new ObjectExists(key);
        } catch (cause) {
          if (isReading) failure = { cause };
          throw cause;
        }
      };
      const mark = randomUUID();
      const upload = new Upload({
        client,
        params: {
          ...placeOf(key),
          Body: Readable.from(hashed(), { objectMode: false }),
          Metadata: { [markName]: mark },
          ...(once && { IfNoneMatch: '*' }),
        },
        partSize: partBytes,
        queueSize: 1,
      });
      try {
        await upload.done();
      } catch (error) {
        if (failure) throw failure.cause;
        // A try may write the object although its response is lost; then the next try is refused as if the
        // object were another's.
        if ((await findUploadMark(key)) !== mark)
          throw once ? onPutOnce(key, error) : faultOf('PutObject', error);
      }
      return { byteCount, sha256: hash.digest('hex') };
    },
    async open(key, firstByte = 0) {
      const abort = new AbortController();
      // Without a range for byte 0: an empty object has no valid range.
      const range = firstByte > 0 && { Range: `bytes=${firstByte}-` };
      const first = await client
        .send(new GetObjectCommand({ ...placeOf(key), ...range }), { abortSignal: abort.signal })
        .catch((error: unknown) => (statusOf(error) === 416 ? null : throwFault('GetObject', key)(error)));
      if (first === null) {
        const head = await client
          .send(new HeadObjectCommand(placeOf(key)))
          .catch(throwFault('HeadObject', key));
        return { stream: Readable.from([]), byteCount: head.ContentLength ?? 0 };
      }
      const reading = read(key, first, { firstByte, abortSignal: abort.signal });
      const stream = Readable.from(reading, { objectMode: false });
      // Frees the connection when the reader stops early or never begins.
      stream.once('close', () => {
        abort.abort();
        bodyOf(first).destroy();
      });
      return { stream, byteCount: sizeOf(first) };
    },
    async has(key) {
      const at = placeOf(key);
      try {
        await client.send(new HeadObjectCommand(at));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw faultOf('HeadObject', error);
      }
    },
    async delete(key) {
      const incomplete = parsePartKey(key);
      if (!incomplete)
        return void (await client
          .send(new DeleteObjectCommand(placeOf(key)))
          .catch(throwFault('DeleteObject', key)));
      const { of, uploadId } = incomplete;
      await client
        .send(new AbortMultipartUploadCommand({ ...placeOf(of), UploadId: uploadId }))
        .catch((error: unknown) => {
          if (!isMissing(error)) throw faultOf('AbortMultipartUpload', error);
        });
    },
    async *list(folder) {
      const base = folder === '' ? prefix : `${prefix}${requireObjectKey(folder)}/`;
      const idAt = base.length - prefix.length;
      try {
        for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: base }))
          for (const { Key = '', Size = 0, LastModified } of Contents) {
            const key = Key.slice(prefix.length);
            if (!isObjectKey(key)) continue;
            const [id = ''] = key.slice(idAt).split('/');
            yield { key, id, byteCount: Size, storedAtMs: LastModified?.getTime() ?? 0 };
          }
      } catch (error) {
        throw faultOf('ListObjectsV2', error);
      }
      yield* listUploads(base, idAt);
    },
  };
  return store;
}

/** Metadata of an object: the mark of the upload that wrote it. */
const markName = 'tidemark-upload';

const bodyOf = ({ Body }: GetObjectCommandOutput): Readable => {
  if (Body instanceof Readable) return Body;
  throw new Error('a response without a stream');
};

/** The size of the whole object, also in a response with its rest. */
const sizeOf = ({ ContentRange, ContentLength }: GetObjectCommandOutput): number =>
  ContentRange === undefined ? (ContentLength ?? 0) : Number(ContentRange.split('/')[1]);

/** Encodes the upload id in hexadecimal, because it may contain characters that no key may have. */
const partKey = (key: string, uploadId: string): string =>
  `${key}.${Buffer.from(uploadId).toString('hex')}${partSuffix}`;

function parsePartKey(key: string): { of: string; uploadId: string } | undefined {
  const [, of, hex] = /^(.+)\.([0-9a-f]+)\.part$/.exec(key) ?? [];
  return of && hex ? { of, uploadId: Buffer.from(hex, 'hex').toString() } : undefined;
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/** A missing bucket is a fault of the store, not a missing object. */
const isMissing = (error: unknown): boolean =>
  statusOf(error) === 404 && !(error instanceof Error && error.name === 'NoSuchBucket');

/**
 * True for a response that another try wouldn't change, for instance that the object was replaced meanwhile.
 */
const isRefusal = (error: unknown): boolean => {
  const status = statusOf(error) ?? 0;
  return status >= 400 && status < 500;
};

function onPutOnce(key: string, error: unknown): Error {
  // 409: another conditional write of the same key was under way.
  const status = statusOf(error);
  return status === 412 || status === 409 ? new ObjectExists(key) : faultOf('PutObject', error);
}

const throwFault =
  (operation: string, key: string) =>
  (error: unknown): never => {
    throw isMissing(error) && key !== '' ? new ObjectMissing(key) : faultOf(operation, error);
  };

const fullNames = ['QuotaExceeded', 'InsufficientStorage', 'InsufficientCapacity', 'StorageFull'];

/** An object store that doesn't respond, rejects the site's credentials, or has no space. */
class ObjectStoreFault extends Error {
  override readonly name = 'ObjectStoreFault';
  constructor(
    message: string,
    readonly code: (typeof objectStoreCodes)[keyof typeof objectStoreCodes],
    cause: Error,
  ) {
    super(message, { cause });
  }
}

/**
 * Drops the library's error, which contains the signed request; only its name and status are stored as the
 * cause.
 */
function faultOf(operation: string, error: unknown): Error {
  if (error instanceof Error && error.name === 'AbortError') return new Error('the reader has stopped');
  const given = error instanceof Error ? error : new Error();
  const name = /^\w{1,60}$/.test(given.name) ? given.name : 'Error';
  const network = 'code' in given && typeof given.code === 'string' ? given.code : undefined;
  const code = network ?? `HTTP_${statusOf(error) ?? 'none'}`;
  const isFull = fullNames.includes(name) || statusOf(error) === 507;
  return new ObjectStoreFault(
    `the object store failed at ${operation}: ${name} ${code}`,
    isFull ? objectStoreCodes.full : objectStoreCodes.away,
    Object.assign(new Error(`${operation} failed`), { name, code }),
  );
}
