import { measureChunk } from '../rows/row-chunk';
import { answerChunks } from '../threads/answer-chunks';
import { coverageRows } from './rows';

answerChunks(measureChunk(coverageRows));
