import { measureChunk } from '../rows/row-chunk';
import { answerChunks } from '../threads/respond-chunks';
import { equatingRows } from './rows';

answerChunks(measureChunk(equatingRows));
