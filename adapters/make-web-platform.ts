import { tmpdir } from 'node:os';
import { connect } from '@/db/client';
import { openDocumentLibrary } from './documents/document-library';
import type { WebEnvironment } from './environment';
import { makeMarkdownRenderer } from './markdown/markdown-renderer';
import { foldersOf, openObjectStore, parseObjectStorePlace } from './object-store/open-object-store';
import { makeCardDrawer } from './pictures/card-drawer';
import { type PredictionsReaders, readersInThisThread } from './read-predictions-file';
import { freeSpaceOf } from './spool-file';
import { makeUploadSlots } from './upload-slots';
import type { WebPlatform } from './web-platform';

/**
 * Creates the platform of this process's use cases, and registers it.
 * @param readers readers of prediction files; by default they run in this thread
 */
export async function makeWebPlatform(
  environment: WebEnvironment,
  readers?: PredictionsReaders,
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
    // Uploads are in the folder for temporary files until they are read.
    space: freeSpaceOf([...foldersOf(place), tmpdir()], environment.FREE_SPACE_MB_MIN),
    environment,
    readers: readers ?? readersInThisThread(objects),
    uploads: makeUploadSlots(),
    documents: openDocumentLibrary(),
    markdown: makeMarkdownRenderer(),
    pictures: makeCardDrawer(),
  };
  return globalThis.tidemarkWebPlatform;
}
