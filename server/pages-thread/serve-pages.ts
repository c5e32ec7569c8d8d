import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import next from 'next';
import { readWebEnvironment } from '@/adapters/environment';
import { makeWebPlatform } from '@/adapters/make-web-platform';
import { outliveFullDisk } from '@/adapters/outlive-full-disk';
import { ReadersInThreads } from '@/adapters/predictions-readers/readers-in-threads';
import { removeLeftSpools } from '@/adapters/spool-file';
import { startDelivering } from '../deliver-notices';
import { watchSchema } from '../watch-schema';
import { makeInnerServer } from './inner-server';
import type { PagesMessage, PagesTask } from './start-pages-thread';

/** The thread of the pages: Next, all that pages and handlers stand on, and what is done for people without being asked. */
const { socketPath }: PagesTask = workerData;
const tell = (message: PagesMessage): void => parentPort?.postMessage(message);

outliveFullDisk();
const environment = readWebEnvironment();
const platform = makeWebPlatform(
  environment,
  new ReadersInThreads({ objectStoreDir: environment.OBJECT_STORE_DIR }),
);
await watchSchema(platform, (error) => {
  console.error(error.message);
  process.exit(1);
});

const app = next({ dev: false, hostname: environment.HOST, port: environment.PORT });
await app.prepare();
const server = makeInnerServer(app.getRequestHandler());
server.listen(socketPath);
await once(server, 'listening');
tell('listening');

void removeLeftSpools(Date.now());
const delivering = startDelivering(platform);
parentPort?.once('message', () => void delivering.stop().then(() => tell('stopped')));
