import { measureChunk } from '../rows/run-rows';
import { serveChunks } from '../threads/run-in-threads';
import { freshnessRows } from './rows';

serveChunks(measureChunk(freshnessRows));
