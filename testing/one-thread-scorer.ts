import pino from 'pino';
import { machineBootClock } from '@/adapters/boot-clock';
import { queues } from '@/lib/contracts/jobs';
import { runQueues } from '@/worker/queues/run-queues';
import { runScorer } from '@/worker/run-scorer';
import { makeScorerPlatform } from '@/worker/scorer-platform';

/** A scorer process in which one thread serves all queues. It is ready a few seconds earlier than the real one. */
const log = pino({ level: 'silent' });

const platform = await makeScorerPlatform(machineBootClock(), log);

await runScorer(platform, log, await Promise.all(queues.map((queue) => runQueues(platform, [queue])))).ended;
