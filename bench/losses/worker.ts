import { answerChunks } from '../threads/answer-chunks';
import { countAnnouncements } from './count-announcements';

answerChunks(countAnnouncements);
