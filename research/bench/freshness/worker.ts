import { measureChunk } from '../rows/row-chunk';
import { answerChunks } from '../threads/respond-chunks';
import { freshnessRows } from './rows';

answerChunks(measureChunk(freshnessRows));
