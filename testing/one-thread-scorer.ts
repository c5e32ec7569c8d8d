import pino from 'pino';
import { machineBootClock } from '@/adapters/boot-clock';
import { lanes } from '@/lib/contracts/jobs';
import { runLanes } from '@/worker/lanes/run-lanes';
import { runScorer } from '@/worker/run-scorer';
import { findSandboxFacts } from '@/worker/runner/sandbox-facts';
import { makeScorerPlatform } from '@/worker/scorer-platform';

/** The scorer with all its queues in one thread of a process of its own: it is ready a few seconds before the real one. */
const log = pino({ level: 'silent' });

const made = await makeScorerPlatform(machineBootClock());

const platform = {
  ...made,
  async findRunner() {
    const facts = await findSandboxFacts();
    return facts ? ({ kind: 'native', facts } as const) : ({ kind: 'wasm' } as const);
  },
};

await runScorer(platform, log, await Promise.all(lanes.map((lane) => runLanes(platform, log, [lane])))).ended;
