import pino from 'pino';
import { machineBootClock } from '@/adapters/boot-clock';
import { queues } from '@/lib/contracts/jobs';
import { runQueues } from '@/worker/queues/run-queues';
import { runScorer } from '@/worker/run-scorer';
import { runModel } from '@/worker/runner/run-model';
import type { RunRequest } from '@/worker/runner/run-request';
import { findSandboxFacts } from '@/worker/runner/sandbox-facts';
import { makeScorerPlatform } from '@/worker/scorer-platform';

/** The scorer with all its queues in one thread of a process of its own: it is ready a few seconds before the real one. */
const log = pino({ level: 'silent' });

const made = await makeScorerPlatform(machineBootClock(), log);

const platform = {
  ...made,
  async findRunner() {
    const facts = await findSandboxFacts();
    const runner = facts ? ({ kind: 'native', facts } as const) : ({ kind: 'wasm' } as const);
    return (request: RunRequest) => runModel(request, runner);
  },
};

await runScorer(platform, log, await Promise.all(queues.map((queue) => runQueues(platform, [queue])))).ended;
