import { measureChunk } from '../rows/run-rows';
import { serveChunks } from '../threads/run-in-threads';
import { equatingRows } from './rows';

serveChunks(measureChunk(equatingRows));
