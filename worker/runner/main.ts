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
import { tryImage, tryTraining } from './container/try-image';
import { callOverHttp, workOnLeases } from './lease-work';
import { runJob } from './slurm/run-job';

/**
 * The runner: runs participants' models for a site, on a machine of its own. It has no access to the site's
 * database, to a key of the site or to a label, and connects only to the site.
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

/** Options of `start`, each with the environment variable that it replaces. */
const settings = {
  site: 'TIDEMARK_SITE',
  tokenFile: 'TIDEMARK_RUNNER_TOKEN_FILE',
  identityFile: 'TIDEMARK_RUNNER_IDENTITY_FILE',
  folder: 'TIDEMARK_RUNNER_FOLDER',
  slots: 'TIDEMARK_RUNNER_SLOTS',
  trainings: 'TIDEMARK_RUNNER_TRAININGS',
  engine: 'TIDEMARK_RUNNER_ENGINE',
  containers: 'TIDEMARK_RUNNER_CONTAINERS',
  imagesGb: 'TIDEMARK_RUNNER_IMAGES_GB',
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
    option('--folder <folder>', 'a folder of its own, for images and the outcome of its self-test').env(
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
    option(
      '--trainings <number>',
      'images that it trains at a time beside them, with the memory that their benchmarks grant (default: 1)',
    ).env(settings.trainings),
  )
  .addOption(
    option('--engine <engine>', 'how it runs ONNX files').choices(runnerEngines).env(settings.engine),
  )
  .addOption(
    option('--containers <engine>', 'what runs containers')
      .choices(containerEngines)
      .env(settings.containers),
  )
  .addOption(
    option(
      '--images-gb <number>',
      'total size of the unpacked images that it keeps in its folder; by default 32, at most a quarter of the disk',
    ).env(settings.imagesGb),
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
    {
      kind: rest.TIDEMARK_RUNNER_CONTAINERS,
      folder: folder && typed(folder),
      imagesGb: rest.TIDEMARK_RUNNER_IMAGES_GB,
    },
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
    { slots, trainings: rest.TIDEMARK_RUNNER_TRAININGS ?? 1, signal: stop.signal },
  );
  // Exits explicitly, because an open channel to the parent process would keep this process alive.
  process.exit(0);
}

/**
 * Resolves a path relative to the folder in which the command was typed: npm changes to the repository's
 * folder.
 */
function typed(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

program
  .command('try-image')
  .description(
    'run a container image on a file of inputs as a round would, and write its predictions, or train it (docs/containers.md)',
  )
  .argument('<image>', 'an archive of `docker save`, or an OCI archive')
  .argument('[inputs]', 'a file of inputs, CSV or JSON Lines (.jsonl)')
  .option(
    '--out <path>',
    'the file for the predictions (default: "predictions.csv"), or the folder for the model',
  )
  .option('--model <folder>', 'what a training wrote, for predictions')
  .option('--train <folder>', 'rounds.json and the rounds’ files: train on them instead of predicting')
  .option('--previous <folder>', 'what the last training wrote, for a training')
  .addOption(
    new Option('--engine <engine>', 'what runs the image').choices(['runsc', 'runc']).default('runsc'),
  )
  .action(async (image: string, inputFile: string | undefined, options: TryOptions) => {
    const out = options.out ?? (options.train ? 'model' : 'predictions.csv');
    const fault = await tryWith(image, inputFile, { ...options, out });
    if (fault === null)
      return console.log(`The image’s ${options.train ? 'model is' : 'predictions are'} in ${out}.`);
    console.error(fault);
    process.exitCode = 1;
  });

type TryOptions = {
  readonly out?: string;
  readonly model?: string;
  readonly train?: string;
  readonly previous?: string;
  readonly engine: EngineKind;
};

function tryWith(
  image: string,
  inputFile: string | undefined,
  { out, model, train, previous, engine }: TryOptions & { readonly out: string },
): Promise<string | null> {
  if (train !== undefined) {
    if (inputFile !== undefined || model !== undefined)
      throw new Error('A training reads its folder: leave out the inputs and --model.');
    const paths = { image: typed(image), input: typed(train), outputFolder: typed(out) };
    return tryTraining({ ...paths, previous: previous && typed(previous) }, engine);
  }
  if (inputFile === undefined || previous !== undefined)
    throw new Error('Predicting needs a file of inputs, and --model in place of --previous.');
  const paths = { image: typed(image), inputFile: typed(inputFile), outputFile: typed(out) };
  return tryImage({ ...paths, model: model && typed(model) }, engine);
}

program
  .command('run-job', { hidden: true })
  .description('run the container of a Slurm job')
  .argument('<folder>', 'the job’s folder')
  .action(runJob);

// Other users, as which containers run, must be able to reach unpacked images; secret files set a stricter
// mode themselves.
process.umask(0o022);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'The runner failed.');
  process.exitCode = 1;
}
