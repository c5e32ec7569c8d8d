import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { Command, Option } from 'commander';
import { containerEngines, parseRunnerEnvironment, runnerEngines } from '@/adapters/environment';
import { makeLog } from '@/adapters/log';
import { readMemory } from '@/adapters/machine-memory';
import { fingerprintOf, formatRunnerKey } from '@/adapters/sealing/runner-key';
import { onStopSignals } from '@/adapters/stop-signals';
import { keysOf } from '@/lib/core/keys-of';
import { makeIdentity, readIdentity } from '../vault/identity';
import { chooseContainerRunner } from './choose-container-runner';
import { chooseSandbox } from './choose-sandbox';
import { chooseSlotCount } from './choose-slots';
import type { EngineKind } from './container/compose-bundle';
import { tryImage } from './container/try-image';
import { callOverHttp, workOnLeases } from './lease-work';
import { runJob } from './slurm/run-job';

/**
 * The runner: runs participants' models for a site, on a machine of its own. It has no access to the site's database, to a key of
 * the site or to a label, and makes outbound connections to the site alone.
 */
const program = new Command('runner').description(
  'Runs participants’ models for a site of Tidemark, on a machine of its own (docs/operating.md).',
);

program
  .command('make-key')
  .description(
    'make this runner’s key in a new file, and print its public part for `npm run admin -- add-runner`',
  )
  .argument('<file>', 'the new file, which nobody else may read')
  .action(async (file: string) => {
    const path = typed(file);
    if (existsSync(path)) throw new Error(`${path} exists: a key is never replaced.`);
    const secret = await generateIdentity();
    writeFileSync(path, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    const { publicKey } = await makeIdentity(secret);
    const key = formatRunnerKey({ recipient: await identityToRecipient(secret), publicKey });
    console.log(key);
    console.error(`Its fingerprint, for the site’s operator: ${fingerprintOf(key)}`);
  });

/** Options of `start`, each with the setting that it replaces. */
const settings = {
  site: 'TIDEMARK_SITE',
  tokenFile: 'TIDEMARK_RUNNER_TOKEN_FILE',
  identityFile: 'TIDEMARK_RUNNER_IDENTITY_FILE',
  folder: 'TIDEMARK_RUNNER_FOLDER',
  slots: 'TIDEMARK_RUNNER_SLOTS',
  engine: 'TIDEMARK_RUNNER_ENGINE',
  containers: 'TIDEMARK_RUNNER_CONTAINERS',
} as const;

type Options = Partial<Record<keyof typeof settings, string>>;

const option = (words: string, description: string) => new Option(words, description);

program
  .command('start', { isDefault: true })
  .description('run models until stopped')
  .addOption(option('--site <url>', 'the site’s address; https, except on this machine').env(settings.site))
  .addOption(
    option('--token-file <file>', 'a file with the token that `npm run admin -- add-runner` printed').env(
      settings.tokenFile,
    ),
  )
  .addOption(option('--identity-file <file>', 'the file of `make-key`').env(settings.identityFile))
  .addOption(
    option('--folder <folder>', 'a folder of its own, so that it tests its sandbox once').env(
      settings.folder,
    ),
  )
  .addOption(
    option(
      '--slots <number>',
      'models and containers that run at a time, with up to 2 GB of memory each, containers with what their benchmark grants; by default as many as the machine has room for',
    ).env(settings.slots),
  )
  .addOption(
    option('--engine <engine>', 'how it runs ONNX files').choices(runnerEngines).env(settings.engine),
  )
  .addOption(
    option('--containers <engine>', 'what runs containers')
      .choices(containerEngines)
      .env(settings.containers),
  )
  .action(runUntilStopped);

async function runUntilStopped(options: Options): Promise<void> {
  const given = keysOf(settings).map((name) => [settings[name], options[name]]);
  const parsed = parseRunnerEnvironment({ ...process.env, ...Object.fromEntries(given) });
  if (!parsed.ok) throw new Error(parsed.error);
  const { TIDEMARK_SITE: site, TIDEMARK_RUNNER_FOLDER: folder, ...rest } = parsed.value;
  const log = makeLog('runner');
  const stop = new AbortController();
  onStopSignals(
    () => stop.abort(),
    () => process.exit(1),
  );
  const sandbox = await chooseSandbox(
    {
      engine: rest.TIDEMARK_RUNNER_ENGINE,
      site: new URL(site),
      reachableFrom: rest.TIDEMARK_REACHABLE_FROM,
      folder: folder && typed(folder),
    },
    log,
  );
  const containers = await chooseContainerRunner(
    rest.TIDEMARK_RUNNER_CONTAINERS,
    folder === undefined ? undefined : typed(folder),
    log,
  );
  const slots = rest.TIDEMARK_RUNNER_SLOTS ?? chooseSlotCount(readMemory(), availableParallelism());
  log.info({ site, slots, engine: sandbox.runner?.kind ?? 'none' }, 'the runner asks for models');
  await workOnLeases(
    {
      call: callOverHttp({
        site: site.replace(/\/$/, ''),
        token: readFileSync(typed(rest.TIDEMARK_RUNNER_TOKEN_FILE), 'utf8').trim(),
      }),
      identity: await readIdentity(typed(rest.TIDEMARK_RUNNER_IDENTITY_FILE)),
      log,
    },
    { ...sandbox, containers },
    { slots, signal: stop.signal },
  );
  // The channel to a parent would keep it running.
  process.exit(0);
}

/** A path as typed: npm runs this program in the repository's folder. */
function typed(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

program
  .command('try-image')
  .description(
    'run a container image on a file of inputs as a round would, and write its predictions (docs/containers.md)',
  )
  .argument('<image>', 'an archive of `docker save`, or an OCI archive')
  .argument('<inputs>', 'a file of inputs, CSV or JSON Lines (.jsonl)')
  .option('--out <file>', 'the file for the predictions', 'predictions.csv')
  .addOption(
    new Option('--engine <engine>', 'what runs the image').choices(['runsc', 'runc']).default('runsc'),
  )
  .action(async (image: string, inputFile: string, { out, engine }: { out: string; engine: EngineKind }) => {
    const fault = await tryImage(
      { image: typed(image), inputFile: typed(inputFile), outputFile: typed(out) },
      engine,
    );
    if (fault === null) return console.log(`The image’s predictions are in ${out}.`);
    console.error(fault);
    process.exitCode = 1;
  });

program
  .command('run-job', { hidden: true })
  .description('run the container of a Slurm job')
  .argument('<folder>', 'the job’s folder')
  .action(runJob);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'The runner failed.');
  process.exitCode = 1;
}
