import type pino from 'pino';
import type { Database } from '@/db/client';
import type { DocumentLibrary } from './documents/document-library';
import type { WebEnvironment } from './environment';
import type { MarkdownRenderer } from './markdown/markdown-renderer';
import type { ObjectStore } from './object-store/object-store';
import type { CardDrawer } from './pictures/card-drawer';
import type { PythonWheel } from './python-client';
import type { PredictionsReaders } from './read-predictions-file';
import type { FreeSpace } from './spool-file';
import type { UploadSlots } from './upload-slots';
import type { WebMetrics } from './web-metrics';

/** Resources that the web process's use cases need. Tests pass their own. */
export type WebPlatform = {
  db: Database;
  objects: ObjectStore;
  /** True if the object store responds. */
  hasStore: () => Promise<boolean>;
  space: FreeSpace;
  environment: WebEnvironment;
  /**
   * Readers of prediction files; in the serving process they run in threads, which `server/main.ts` starts.
   */
  readers: PredictionsReaders;
  uploads: UploadSlots;
  /** Documents of the repository. */
  documents: DocumentLibrary;
  pythonClient: () => Promise<PythonWheel>;
  /** Renders Markdown on a thread of its own. */
  markdown: MarkdownRenderer;
  /** Draws cards on a thread of its own. */
  pictures: CardDrawer;
  metrics: WebMetrics;
  log: pino.Logger;
};

declare global {
  var tidemarkWebPlatform: WebPlatform | undefined;
}

/**
 * The process's own platform. It is stored on `globalThis` because Next bundles this module more than once;
 * the process's main program creates it (`make-web-platform.ts`), since a thread can't be started from inside
 * a bundle.
 */
export function webPlatform(): WebPlatform {
  if (!globalThis.tidemarkWebPlatform) throw new Error('this process has not called makeWebPlatform');
  return globalThis.tidemarkWebPlatform;
}
