import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { Command, InvalidArgumentError } from 'commander';
import { makeLog } from '@/adapters/log';
import { isLoopback } from '@/adapters/reachability';
import { formatRunnerKey } from '@/adapters/sealing/runner-key';
import { onStopSignals } from '@/adapters/stop-signals';
import { makeIdentity, readIdentity } from '../vault/identity';
import { workOnLeases } from './lease-work';
import { findSandboxFacts } from './sandbox-facts';
import { testSandbox } from './self-test/test-sandbox';

/**
 * The runner: runs participants' models for a site, on a machine of its own. It has no access to the site's database, to a key of
 * the site or to a label, and makes outbound connections to the site alone.
 */
type Options = { site: URL; tokenFile: string; identityFile: string; slots: number };

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
    const path = resolve(file);
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
  .option('--slots <number>', 'models that run at a time, with up to 2 GB of memory each', readSlots, 1)
  .action(runUntilStopped);

async function runUntilStopped({ site, tokenFile, identityFile, slots }: Options): Promise<void> {
  const log = makeLog('runner');
  const settings = {
    site: site.href.replace(/\/$/, ''),
    token: readFileSync(tokenFile, 'utf8').trim(),
    identity: await readIdentity(identityFile),
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
  };
  const stop = new AbortController();
  onStopSignals(
    () => stop.abort(),
    () => process.exit(1),
  );
  log.info({ site: settings.site, slots }, 'the runner asks for models');
  await workOnLeases(settings, sandbox, { slots, signal: stop.signal });
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

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'The runner failed.');
  process.exitCode = 1;
}
