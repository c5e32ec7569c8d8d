import fc from 'fast-check';
import { beforeAll, describe, it } from 'vitest';
import { provideTestSite } from '@/testing/make-test-site';
import { checkDatabase } from '@/testing/state-machine/check-database';
import { checkAllDone } from '@/testing/state-machine/commands/run-jobs';
import { scheduleCommand } from '@/testing/state-machine/commands/schedule-and-time';
import { upload } from '@/testing/state-machine/commands/upload-and-seal';
import { drawCommands } from '@/testing/state-machine/draw-commands';
import { ignoreWritesToTheDead } from '@/testing/state-machine/hold-writes';
import { type Model, makeModel } from '@/testing/state-machine/model';
import { beginAgain, makeWorld, type World } from '@/testing/state-machine/world';
import { repetitions } from '@/testing/stress';

/**
 * Environment variables for a longer search, or to replay a failure: the first lines of a failure show its
 * seed and path, the list of commands its replay path.
 */
const {
  TIDEMARK_TEST_MACHINE_RUNS: runs = String(repetitions(15, 250)),
  TIDEMARK_TEST_MACHINE_SEED: seed = '20300102',
  TIDEMARK_TEST_MACHINE_PATH: path,
  TIDEMARK_TEST_MACHINE_REPLAY: replayPath,
} = process.env;
/** Maximum number of commands in a sequence; about half of them are possible in the state that they meet. */
const commandsMax = 45;
const patienceMs = Number(runs) * 20_000;

describe('rounds of a benchmark', () => {
  ignoreWritesToTheDead();
  const site = provideTestSite();
  let world: World;

  beforeAll(async () => {
    world = await makeWorld(site);
  });

  async function begin(): Promise<{ model: Model; real: World }> {
    const real = await beginAgain(world);
    const model = makeModel();
    await scheduleCommand('mondays', null).run(model, real);
    for (let i = 0; i < 2; i++)
      await upload(model, real, { replaces: null, opensInDays: null, isSealed: true, isPrepared: true });
    return { model, real };
  }

  it(
    'take no illegal transition under concurrent requests, crashes and clock jumps',
    async () => {
      await fc.assert(
        fc.asyncProperty(drawCommands(commandsMax, replayPath), async (commands) => {
          const begun = await begin();
          await fc.asyncModelRun(() => begun, commands);
          await checkAllDone(begun.model, begun.real);
          await checkDatabase(begun.model, begun.real);
        }),
        {
          numRuns: Number(runs),
          seed: Number(seed),
          ...(path ? { path } : {}),
          interruptAfterTimeLimit: patienceMs,
          markInterruptAsFailure: true,
        },
      );
    },
    patienceMs + 60_000,
  );
});
