import { serveChunks } from '../threads/run-in-threads';
import { runLossesJob } from './climb';

serveChunks(runLossesJob);
