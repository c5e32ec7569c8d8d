import { measureChunk } from '../rows/run-rows';
import { answerChunks } from '../threads/run-in-threads';
import { equatingRows } from './rows';

answerChunks(measureChunk(equatingRows));
