import { tmpdir } from 'node:os';
import { connect, type Database } from '@/db/client';
import { readWebEnvironment, type WebEnvironment } from './environment';
import { type FreeSpace, freeSpaceOf } from './free-space';
import { localObjectStore } from './object-store/local-object-store';
import type { ObjectStore } from './object-store/object-store';
import type { PredictionsReaders } from './predictions-readers/predictions-readers';
import { readersInThisThread } from './predictions-readers/readers-in-this-thread';
import { makeUploadPlaces, type UploadPlaces } from './upload-places';

/** What the web's use cases stand on. Tests hand in their own. */
export type WebPlatform = {
  db: Database;
  objects: ObjectStore;
  space: FreeSpace;
  environment: WebEnvironment;
  /** Those of the process that serves are threads, which `server/main.ts` starts. */
  readers: PredictionsReaders;
  uploads: UploadPlaces;
};

declare global {
  var tidemarkWebPlatform: WebPlatform | undefined;
}

/**
 * The process's own platform, made at the first request: a build must need neither database nor secrets. It hangs on
 * `globalThis` because Next bundles this module more than once.
 */
export function webPlatform(): WebPlatform {
  globalThis.tidemarkWebPlatform ??= makeWebPlatform(readWebEnvironment());
  return globalThis.tidemarkWebPlatform;
}

/** @param readers in this thread unless given */
export function makeWebPlatform(environment: WebEnvironment, readers?: PredictionsReaders): WebPlatform {
  const objects = localObjectStore(environment.OBJECT_STORE_DIR);
  return {
    db: connect(environment.DATABASE_URL_WEB, {
      max: environment.WEB_DATABASE_POOL_MAX,
      statementTimeoutMs: environment.WEB_STATEMENT_TIMEOUT_MS,
      applicationName: 'tidemark-web',
    }).db,
    objects,
    // Uploads lie in the folder for temporary files until they are read.
    space: freeSpaceOf([environment.OBJECT_STORE_DIR, tmpdir()], environment.FREE_SPACE_MB_MIN),
    environment,
    readers: readers ?? readersInThisThread(objects),
    uploads: makeUploadPlaces(),
  };
}
