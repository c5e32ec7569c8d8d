import { measureChunk } from '../rows/run-rows';
import { answerChunks } from '../threads/run-in-threads';
import { freshnessRows } from './rows';

answerChunks(measureChunk(freshnessRows));
