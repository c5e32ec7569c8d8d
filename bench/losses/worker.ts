import { parentPort } from 'node:worker_threads';
import { type CountedScenario, countAnnouncements } from './count-announcements';

parentPort!.on('message', (asked: CountedScenario) => parentPort!.postMessage(countAnnouncements(asked)));
