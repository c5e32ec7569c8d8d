import { parentPort } from 'node:worker_threads';
import type { Chunk } from './plan';
import { runChunk } from './run-chunk';

parentPort!.on('message', (chunk: Chunk) => parentPort!.postMessage(runChunk(chunk)));
