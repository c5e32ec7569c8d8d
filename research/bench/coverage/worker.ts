import { measureChunk } from '../rows/run-rows';
import { answerChunks } from '../threads/run-in-threads';
import { coverageRows } from './rows';

answerChunks(measureChunk(coverageRows));
