import { workerData } from 'node:worker_threads';
// No thread inherits its parent's loader here: it depends on the version of Node.
import { register } from 'tsx/esm/api';

register();
await import(workerData);
