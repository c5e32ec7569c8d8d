import { measureChunk } from '../rows/row-chunk';
import { answerChunks } from '../threads/respond-chunks';
import { coverageRows } from './rows';

answerChunks(measureChunk(coverageRows));
