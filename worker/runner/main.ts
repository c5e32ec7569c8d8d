import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { Command, InvalidArgumentError, Option } from 'commander';
import type pino from 'pino';
import { makeLog } from '@/adapters/log';
import { isLoopback } from '@/adapters/reachability';
import { formatRunnerKey } from '@/adapters/sealing/runner-key';
import { onStopSignals } from '@/adapters/stop-signals';
import { makeIdentity, readIdentity } from '../vault/identity';
import type { EngineKind } from './container/compose-bundle';
import { type ContainerEngine, findContainerEngine } from './container/find-engine';
import { removeLeftImages } from './container/run-sealed-image';
import { testEngine } from './container/self-test/test-engine';
import { tryImage } from './container/try-image';
import { workOnLeases } from './lease-work';
import { findSandboxFacts } from './sandbox-facts';
import { testSandbox } from './self-test/test-sandbox';

/**
 * The runner: runs participants' models for a site, on a machine of its own. It has no access to the site's database, to a key of
 * the site or to a label, and makes outbound connections to the site alone.
 */
type Options = {
  site: URL;
  tokenFile: string;
  identityFile: string;
  slots: number;
  engine: EngineKind | 'none';
};

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
    console.log(formatRunnerKey({ recipient: await identityToRecipient(secret), publicKey }));
  });

program
  .command('start', { isDefault: true })
  .description('run models until stopped')
  .requiredOption('--site <url>', 'the site’s address; https, except on this machine', readSite)
  .requiredOption('--token-file <file>', 'a file with the token that `npm run admin -- add-runner` printed')
  .requiredOption('--identity-file <file>', 'the file of `make-key`')
  .option(
    '--slots <number>',
    'models and containers that run at a time, with up to 2 GB of memory each, containers with what their benchmark grants',
    readSlots,
    1,
  )
  .addOption(
    new Option('--engine <engine>', 'what runs containers')
      .choices(['runsc', 'runc', 'none'])
      .default('runsc'),
  )
  .action(runUntilStopped);

async function runUntilStopped({ site, tokenFile, identityFile, slots, engine }: Options): Promise<void> {
  const log = makeLog('runner');
  const settings = {
    site: site.href.replace(/\/$/, ''),
    token: readFileSync(typed(tokenFile), 'utf8').trim(),
    identity: await readIdentity(typed(identityFile)),
    log,
  };
  const facts = await findSandboxFacts();
  if (!facts)
    throw new Error(
      'A runner needs Linux on x64 or arm64, bubblewrap and util-linux: apt-get install bubblewrap util-linux',
    );
  const { failed } = await testSandbox(facts);
  if (failed.length > 0)
    log.error({ failed }, 'the sandbox does not hold, so that this runner gets no models');
  const sandbox = {
    runner: { kind: 'native', facts } as const,
    failedTrials: failed.map(({ trial }) => trial),
    engine: engine === 'none' ? undefined : await findTestedEngine(engine, log),
  };
  await removeLeftImages();
  const stop = new AbortController();
  onStopSignals(
    () => stop.abort(),
    () => process.exit(1),
  );
  log.info({ site: settings.site, slots }, 'the runner asks for models');
  await workOnLeases(settings, sandbox, { slots, signal: stop.signal });
}

/** The engine for containers; without one that passes its own test, this runner asks for models alone. */
async function findTestedEngine(kind: EngineKind, log: pino.Logger): Promise<ContainerEngine | undefined> {
  const engine = await findContainerEngine(kind);
  if (!engine) {
    log.warn({ engine: kind }, 'there is no engine for containers, so that this runner gets models alone');
    return undefined;
  }
  const { failed } = await testEngine(engine);
  if (failed.length === 0) return engine;
  log.error({ failed }, 'the engine for containers does not hold, so that this runner gets models alone');
  return undefined;
}

/** A path as typed: npm runs this program in the repository's folder. */
function typed(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

/** Work and results are encrypted, but the token isn't. */
function readSite(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !isSafe) throw new InvalidArgumentError('Expected an https address.');
  return url;
}

const slotsMax = 64;

function readSlots(text: string): number {
  const slots = Number(text);
  if (!Number.isInteger(slots) || slots < 1 || slots > slotsMax)
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${slotsMax}.`);
  return slots;
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

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'The runner failed.');
  process.exitCode = 1;
}
