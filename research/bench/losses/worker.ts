import { answerChunks } from '../threads/run-in-threads';
import { runLossesJob } from './climb';

answerChunks(runLossesJob);
