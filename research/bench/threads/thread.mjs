import { workerData } from 'node:worker_threads';
// Whether a thread inherits the loader that its parent was started with depends on the version of Node; here none does.
import { register } from 'tsx/esm/api';

register();
await import(workerData);
