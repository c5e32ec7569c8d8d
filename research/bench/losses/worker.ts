import { answerChunks } from '../threads/respond-chunks';
import { runLossesJob } from './count-improvements';

answerChunks(runLossesJob);
