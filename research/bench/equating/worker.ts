import { measureChunk } from '../rows/row-chunk';
import { answerChunks } from '../threads/answer-chunks';
import { equatingRows } from './rows';

answerChunks(measureChunk(equatingRows));
