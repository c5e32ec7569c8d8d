import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { readFileSettings } from '@/adapters/environment';
import { buildSite } from './start/build-site';
import { processEnvironment } from './start/child-environments';
import { describeError, say, step } from './start/progress';
import { runPart } from './start/run-part';

/** Runs one process of a site that is spread over several machines. `npm start` runs all of them on one. */
const root = fileURLToPath(new URL('..', import.meta.url));

process.chdir(root);

const program = new Command('part').description('Parts of a site, for several machines (docs/operating.md).');

program
  .command('build')
  .description('build the pages, for every web process that runs from this folder')
  .action(async () => {
    // A new build keeps this folder of `.next`.
    const logDir = join(root, '.next', 'cache');
    mkdirSync(logDir, { recursive: true });
    const environment = processEnvironment('build', process.env);
    await step('build', () => buildSite({ root, environment, logFile: join(logDir, 'build.log') }));
  });

program
  .command('migrate')
  .description('bring the database to this version’s schema; safe to run again')
  .option('--print-roles', 'print SQL that makes the two roles, for an administrator, and end')
  .action(async ({ printRoles: isPrinting }: { printRoles?: boolean }) => {
    const variables = readVariables();
    // Imported only by this command: the module would take 50 MB in the other commands' processes.
    const { migrateDatabase, printRoles, readMigrateSettings } = await import('./start/prepare-database');
    if (isPrinting) return void process.stdout.write(printRoles(variables));
    const settings = readMigrateSettings(variables);
    const { DATABASE_URL: owner, DATABASE_URL_WEB: web, DATABASE_URL_SCORER: scorer } = settings;
    await step('database schema', () => migrateDatabase({ owner, web, scorer }, variables));
    const registration = settings.TIDEMARK_RUNNER_REGISTRATION;
    if (!registration) return;
    const { registerOwnRunner } = await import('./start/own-runner');
    if (!(await registerOwnRunner(owner, registration)))
      say('An operator has revoked the site’s own runner.');
  });

for (const part of ['web', 'scorer', 'runner'] as const)
  program
    .command(part)
    .description(`run a ${part} process until it gets SIGTERM`)
    .action(async () => {
      process.exitCode = await runPart(part, root, readVariables());
    });

try {
  await program.parseAsync();
} catch (error) {
  say(describeError(error));
  process.exitCode = 1;
}

function readVariables(): Record<string, string> {
  const read = readFileSettings(process.env, (path) => resolve(root, path));
  if (!read.ok) throw new Error(read.error);
  return read.value;
}
