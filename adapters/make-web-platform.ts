import { tmpdir } from 'node:os';
import pino from 'pino';
import { connect } from '@/db/client';
import { openDocumentLibrary } from './documents/document-library';
import type { WebEnvironment } from './environment';
import { makeMarkdownRenderer } from './markdown/markdown-renderer';
import { foldersOf, openObjectStore, parseObjectStorePlace, probeOf } from './object-store/open-object-store';
import { makeCardDrawer } from './pictures/card-drawer';
import { openPythonClient } from './python-client';
import { type PredictionsReaders, readersInThisThread } from './read-predictions-file';
import { freeSpaceOf } from './spool-file';
import { makeUploadSlots } from './upload-slots';
import { makeWebMetrics } from './web-metrics';
import type { WebPlatform } from './web-platform';

/**
 * Creates the platform, the resources of the web process's use cases, and registers it for this process.
 * @param own.readers readers of prediction files; by default they run in this thread @param own.log by
 * default nothing is logged
 */
export async function makeWebPlatform(
  environment: WebEnvironment,
  { readers, log = pino({ level: 'silent' }) }: { readers?: PredictionsReaders; log?: pino.Logger } = {},
): Promise<WebPlatform> {
  const place = parseObjectStorePlace(environment);
  const objects = await openObjectStore(place);
  globalThis.tidemarkWebPlatform = {
    db: connect(environment.DATABASE_URL_WEB, {
      max: environment.WEB_DATABASE_POOL_MAX,
      statementTimeoutMs: environment.WEB_STATEMENT_TIMEOUT_MS,
      applicationName: 'tidemark-web',
    }).db,
    objects,
    hasStore: probeOf(objects),
    // Uploads are in the folder for temporary files until they are read.
    space: freeSpaceOf([...foldersOf(place), tmpdir()], environment.FREE_SPACE_MB_MIN),
    environment,
    readers: readers ?? readersInThisThread(objects),
    uploads: makeUploadSlots(),
    documents: openDocumentLibrary(),
    pythonClient: openPythonClient(),
    markdown: makeMarkdownRenderer(),
    pictures: makeCardDrawer(),
    metrics: makeWebMetrics(),
    log,
  };
  return globalThis.tidemarkWebPlatform;
}
