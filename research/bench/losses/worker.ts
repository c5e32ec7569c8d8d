import { answerChunks } from '../threads/answer-chunks';
import { runLossesJob } from './count-announcements';

answerChunks(runLossesJob);
