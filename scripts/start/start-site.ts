import { join } from 'node:path';
import { describeError } from '../describe-error';
import { buildSite, isBuilt } from './build-site';
import { childEnvironments } from './child-environments';
import { keepPostgresRunning } from './keep-postgres-running';
import { keepRunning } from './keep-running';
import { createOwnDatabase, databaseUrls, embeddedOwnerUrl, migrateDatabase } from './prepare-database';
import { prepareSiteData } from './prepare-site-data';
import { findRecordedProcess, recordProcess, stopRecordedProcess } from './process-record';
import { say, step } from './progress';
import { requireFreePort } from './require-free-port';
import { seedDemo } from './seed-demo';
import type { SiteSettings } from './site-settings';
import { waitUntilReady } from './wait-until-ready';

/** The programs of the site's processes, as paths from the root. */
export type SitePrograms = { readonly web: string; readonly scorer: string; readonly demo: string };

type Stop = () => Promise<void>;

/**
 * Starts the whole site and keeps it running.
 *
 * @param options.onStarted is told how to stop each part as soon as it runs; to be stopped last in, first out
 * @param options.signal ends the start after the step it is in
 * @throws with a word for people; what was told to `onStarted` then still runs
 */
export async function startSite(options: {
  root: string;
  settings: SiteSettings;
  programs: SitePrograms;
  ambient: Readonly<Record<string, string | undefined>>;
  onStarted: (stop: Stop) => void;
  signal: AbortSignal;
}): Promise<void> {
  const { root, settings, programs, onStarted, signal } = options;
  const data = await step('secrets and keys', () => prepareSiteData(settings.dataDir));
  const file = (name: string) => ({
    logFile: join(data.logDir, `${name}.log`),
    recordFile: join(data.runDir, `${name}.json`),
  });

  const supervisorFile = file('supervisor').recordFile;
  const other = findRecordedProcess(supervisorFile);
  if (other) throw new Error(`This site is running already, as process ${other.pid}: ${settings.publicUrl}`);
  recordProcess(supervisorFile, process.pid);
  for (const name of ['web', 'scorer', 'build', 'demo']) await stopRecordedProcess(file(name).recordFile);
  await requireFreePort(settings.port, settings.host);

  const { secrets } = data;
  const ownerUrl = settings.databaseUrl ?? (await startOwnPostgres());
  const urls = databaseUrls(ownerUrl, secrets);
  signal.throwIfAborted();
  await step('database schema', () => migrateDatabase(urls, secrets));
  signal.throwIfAborted();

  const environments = childEnvironments({
    ...settings,
    ambient: options.ambient,
    authSecret: secrets.authSecret,
    webDatabaseUrl: urls.web,
    scorerDatabaseUrl: urls.scorer,
    objectStoreDir: data.objectStoreDir,
    scorerRecipient: data.scorerKey.recipient,
    scorerIdentityFile: data.scorerKey.identityFile,
  });
  const keep = (name: 'web' | 'scorer') => {
    const kept = keepRunning({
      ...file(name),
      name: `The ${name} process`,
      args: ['--import', 'tsx', join(root, programs[name])],
      environment: environments[name],
    });
    onStarted(kept.stop);
    return kept;
  };
  keep('scorer');
  await Promise.all([build(), seed()]);
  signal.throwIfAborted();
  const web = keep('web');
  await step('site', () => waitUntilReady({ ...settings, web, signal }));

  async function startOwnPostgres(): Promise<string> {
    const server = await step('PostgreSQL', () =>
      keepPostgresRunning({
        dataDir: settings.dataDir,
        durable: true,
        superuserPassword: secrets.superuserPassword,
      }),
    );
    onStarted(server.stop);
    await createOwnDatabase(server.superuserUrl, secrets);
    return embeddedOwnerUrl(server.port, secrets);
  }

  async function build(): Promise<void> {
    if (isBuilt(root)) return;
    onStarted(() => stopRecordedProcess(file('build').recordFile));
    await step('build', () => buildSite({ ...file('build'), root, environment: environments.build }));
  }

  async function seed(): Promise<void> {
    if (!settings.hasDemo) return;
    onStarted(() => stopRecordedProcess(file('demo').recordFile));
    try {
      await seedDemo({
        ...file('demo'),
        dataDir: data.dir,
        databaseUrl: urls.web,
        program: join(root, programs.demo),
        environment: environments.web,
      });
    } catch (cause) {
      say(`${describeError(cause)}\nThe site starts without its demo; the next start tries again.`);
    }
  }
}
