import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPostgresHome } from '@/adapters/embedded-postgres/postgres-home';
import { findFreePort, isPortFree } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { readObjectStorePlace } from '@/adapters/object-store/open-object-store';
import { bundlePrograms } from '@/adapters/programs/bundle-programs';
import { buildSite, isBuilt } from './build-site';
import { childEnvironments } from './child-environments';
import { keepPostgresRunning } from './keep-postgres-running';
import { keepRunning, ownUrlOf, waitUntilReady } from './keep-running';
import { prepareOwnRunner, registerOwnRunner } from './own-runner';
import { createOwnDatabase, databaseUrls, embeddedOwnerUrl, migrateDatabase } from './prepare-database';
import { prepareSiteData } from './prepare-site-data';
import { findRecordedProcess, recordProcess, stopRecordedProcess } from './process-record';
import { describeError, say, step } from './progress';
import { keepRotatingLogs } from './rotate-logs';
import { sitePrograms } from './run-part';
import { seedDemo } from './seed-demo';
import type { SiteSettings } from './site-settings';

const programs = [...Object.values(sitePrograms).map(({ program }) => program), 'demo/main.ts' as const];

/** A running process of the site; `drain` and `hurry` are those of `keepRunning`. */
export type StartedPart = { stop: () => Promise<void>; drain?: () => void; hurry?: () => void };

type SiteStart = {
  readonly root: string;
  readonly settings: SiteSettings;
  readonly ambient: Readonly<Record<string, string | undefined>>;
  /** Receives each process as soon as it runs; the caller must stop them in reverse order. */
  readonly onStarted: (part: StartedPart) => void;
  /** Aborts the start after its current step. */
  readonly signal: AbortSignal;
};

/** Returns the paths of a process's log and record. */
type FilesOf = (name: string) => { logFile: string; recordFile: string };

/**
 * Starts all processes of the site and restarts them when they end. A demo that isn't complete continues to
 * play beside them.
 * @returns a promise of the demo, which settles once it is complete, or has failed with a message @throws
 * with a message for people; processes already passed to `onStarted` then still run
 */
export async function startSite(options: SiteStart): Promise<{ demo: Promise<void> }> {
  const { root, settings, onStarted, signal } = options;
  const data = await step('secrets and keys', () => prepareSiteData(settings.dataDir));
  const file: FilesOf = (name) => ({
    logFile: join(data.logDir, `${name}.log`),
    recordFile: join(data.runDir, `${name}.json`),
  });
  await takeSite(settings, file);
  // Reads the setting here, so that a faulty one ends the start once, instead of each process again and
  // again.
  readObjectStorePlace(options.ambient, data.objectStoreDir);

  const { secrets } = data;
  const findBundle = await step('programs', () =>
    bundlePrograms({ root, programs, folder: join(data.dir, 'programs') }),
  );
  const ownerUrl = settings.databaseUrl ?? (await startOwnPostgres(options, secrets));
  const serverLogs = settings.databaseUrl ? [] : [join(findPostgresHome(settings.dataDir), 'server.log')];
  const stopRotating = keepRotatingLogs(data.logDir, serverLogs);
  onStarted({ stop: async () => stopRotating() });
  const urls = databaseUrls(ownerUrl, secrets, settings);
  signal.throwIfAborted();
  await step('database schema', () => migrateDatabase(urls, options.ambient));
  const runner = await prepareOwnRunner(data.runnerDir);
  const mayRun = await registerOwnRunner(urls.owner, readFileSync(runner.registrationFile, 'utf8'));
  signal.throwIfAborted();

  const environments = childEnvironments({
    ...settings,
    ambient: options.ambient,
    authSecret: secrets.authSecret,
    webDatabaseUrl: urls.web,
    scorerDatabaseUrl: urls.scorer,
    objectStore: options.ambient.TIDEMARK_OBJECT_STORE || data.objectStoreDir,
    scorerRecipient: data.scorerKey.recipient,
    scorerIdentityFile: data.scorerKey.identityFile,
    ownUrl: ownUrlOf(settings),
    runner,
    runnerDir: data.runnerDir,
  });
  const keep = (name: keyof typeof sitePrograms) => {
    const { program, flags } = sitePrograms[name];
    const supervised = keepRunning({
      ...file(name),
      name: `The ${name} process`,
      args: [...flags, findBundle(program)],
      environment: environments[name],
    });
    onStarted(supervised);
    return supervised;
  };
  keep('scorer');
  const demo = seed(options, {
    ...file('demo'),
    ownerUrl: urls.owner,
    program: findBundle('demo/main.ts'),
    environment: environments.web,
  });
  await build(options, { ...file('build'), root, environment: environments.build });
  signal.throwIfAborted();
  const web = keep('web');
  await step('site', () => waitUntilReady({ ...settings, web, signal }));
  signal.throwIfAborted();
  if (mayRun) keep('runner');
  else say(`An operator has revoked this site’s own runner. To register it anew, delete ${data.runnerDir}.`);
  return { demo };
}

/** Reserves the data folder and the port for this start, and stops processes of an earlier one. */
export async function takeSite({ publicUrl, host, port }: SiteSettings, file: FilesOf): Promise<void> {
  const supervisorFile = file('supervisor').recordFile;
  const other = findRecordedProcess(supervisorFile);
  if (other)
    throw new Error(`This site is running already, as process ${other.pid}: ${other.url ?? publicUrl}`);
  recordProcess(supervisorFile, process.pid, publicUrl);
  for (const name of ['web', 'scorer', 'runner', 'build', 'demo'])
    await stopRecordedProcess(file(name).recordFile);
  await requireFreePort(port, host);
}

/** @throws with a message that names a free port if the site's port is in use */
async function requireFreePort(port: number, host: string): Promise<void> {
  const listenHost = host.replace(/^\[(.*)\]$/, '$1');
  if (await isPortFree(port, listenHost)) return;
  const free = await findFreePort(listenHost).catch(() => undefined);
  if (free === undefined) throw new Error(`This machine can't listen on ${host}. HOST sets another address.`);
  const why = port < 1024 ? 'is taken, or needs more rights' : 'is taken by another program';
  throw new Error(
    `Port ${port} on ${host} ${why}. PORT sets another one, for instance: PORT=${free} npm start`,
  );
}

async function startOwnPostgres(
  { settings, onStarted }: SiteStart,
  secrets: Parameters<typeof embeddedOwnerUrl>[1] & Parameters<typeof createOwnDatabase>[1],
): Promise<string> {
  const server = await step('PostgreSQL', () =>
    keepPostgresRunning({
      dataDir: settings.dataDir,
      durable: true,
      superuserPassword: secrets.superuserPassword,
      walArchive: settings.walArchive,
    }),
  );
  onStarted(server);
  await createOwnDatabase(server.superuserUrl, secrets);
  return embeddedOwnerUrl(server.port, secrets);
}

async function build(
  { root, onStarted }: SiteStart,
  options: Parameters<typeof buildSite>[0] & { recordFile: string },
): Promise<void> {
  if (isBuilt(root)) return;
  onStarted({ stop: () => stopRecordedProcess(options.recordFile) });
  await step('build', () => buildSite(options), 'a minute or two, longer on a busy machine');
}

/** Plays the demo; never fails, since a site works without its demo. */
async function seed(
  { settings, onStarted, signal }: SiteStart,
  options: Parameters<typeof seedDemo>[0],
): Promise<void> {
  if (!settings.hasDemo) return;
  onStarted({ stop: () => stopRecordedProcess(options.recordFile) });
  try {
    await seedDemo(options);
  } catch (cause) {
    if (signal.aborted) return;
    say(`${describeError(cause)}\nThe site runs without its demo; the next start tries again.`);
  }
}
