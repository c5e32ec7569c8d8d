import { measureChunk } from '../rows/row-chunk';
import { answerChunks } from '../threads/answer-chunks';
import { freshnessRows } from './rows';

answerChunks(measureChunk(freshnessRows));
