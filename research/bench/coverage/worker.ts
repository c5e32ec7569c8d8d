import { measureChunk } from '../rows/run-rows';
import { serveChunks } from '../threads/run-in-threads';
import { coverageRows } from './rows';

serveChunks(measureChunk(coverageRows));
