import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { makeTestSite, type TestSite } from '@/db/testing/make-test-site';
import { checkDatabase } from '@/db/testing/state-machine/check-database';
import { checkAllDone } from '@/db/testing/state-machine/commands/run-jobs';
import { scheduleCommand } from '@/db/testing/state-machine/commands/schedule-and-time';
import { upload } from '@/db/testing/state-machine/commands/upload-and-seal';
import { drawCommands } from '@/db/testing/state-machine/draw-commands';
import { ignoreWritesToTheDead } from '@/db/testing/state-machine/ignore-writes-to-the-dead';
import { type Model, makeModel } from '@/db/testing/state-machine/model';
import { beginAgain, closeWorld, makeWorld, type World } from '@/db/testing/state-machine/world';

/**
 * For a longer search, or to see a failure again: the seed and path are in the failure's first lines, the replay path
 * beside its commands.
 */
const {
  TIDEMARK_TEST_MACHINE_RUNS: runs = '25',
  TIDEMARK_TEST_MACHINE_SEED: seed = '20300102',
  TIDEMARK_TEST_MACHINE_PATH: path,
  TIDEMARK_TEST_MACHINE_REPLAY: replayPath,
} = process.env;
const commandsMax = 25;
const patienceMs = Number(runs) * 20_000;

describe('the rounds of a benchmark', () => {
  let site: TestSite;
  let world: World;
  let heedWritesToTheDead: () => void;

  beforeAll(async () => {
    heedWritesToTheDead = ignoreWritesToTheDead();
    site = await makeTestSite();
    world = await makeWorld(site);
  });
  afterAll(async () => {
    if (world) await closeWorld(world);
    await site?.drop();
    heedWritesToTheDead();
  });

  async function begin(): Promise<{ model: Model; real: World }> {
    const real = await beginAgain(world);
    const model = makeModel();
    await scheduleCommand('mondays', null).run(model, real);
    for (let i = 0; i < 2; i++)
      await upload(model, real, { replaces: null, opensInDays: null, isSealed: true });
    return { model, real };
  }

  it(
    'take no illegal path, whatever is asked of them, by however many at once, with crashes and a clock that jumps',
    async () => {
      await fc.assert(
        fc.asyncProperty(drawCommands(commandsMax, replayPath), async (commands) => {
          const begun = await begin();
          await fc.asyncModelRun(() => begun, commands);
          await checkAllDone(begun.model, begun.real);
          await checkDatabase(begun.model, begun.real);
          const fs = await import('node:fs');
          const m = begun.model;
          fs.appendFileSync(
            '/tmp/smstats.jsonl',
            JSON.stringify({
              n: [...commands].length,
              cmds: [...(commands as Iterable<unknown>)].map(String),
              states: m.rounds.map((r) => r.state),
              subs: m.rounds.flatMap((r) => r.submissions.map((x) => x.state)),
              rot: m.rotations.length,
              acts: [...m.acts],
            }) + '\n',
          );
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
