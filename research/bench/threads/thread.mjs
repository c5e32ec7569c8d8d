import { workerData } from 'node:worker_threads';
// Whether a thread inherits its parent's loader depends on the version of Node; here none does.
import { register } from 'tsx/esm/api';

register();
await import(workerData);
