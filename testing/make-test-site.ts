import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import pino from 'pino';
import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import type { BootClock } from '@/adapters/boot-clock';
import { openDocumentLibrary } from '@/adapters/documents/document-library';
import { defaultSiteLimits } from '@/adapters/environment';
import { makeMarkdownRenderer } from '@/adapters/markdown/markdown-renderer';
import { folderStore } from '@/adapters/object-store/folder-store';
import type { ObjectStore } from '@/adapters/object-store/object-store';
import { probeOf } from '@/adapters/object-store/open-object-store';
import { s3Store } from '@/adapters/object-store/s3-store';
import { makeCardDrawer } from '@/adapters/pictures/card-drawer';
import { openPythonClient } from '@/adapters/python-client';
import { readersInThisThread } from '@/adapters/read-predictions-file';
import { freeSpaceOf } from '@/adapters/spool-file';
import { makeUploadSlots } from '@/adapters/upload-slots';
import { makeWebMetrics } from '@/adapters/web-metrics';
import type { WebPlatform } from '@/adapters/web-platform';
import { connect } from '@/db/client';
import { scorerRole, webRole, withRole } from '@/db/roles';
import { scorerVersion } from '@/lib/core/scoring/score-split';
import type { ScorerPlatform } from '@/worker/scorer-platform';
import { makeIdentity } from '@/worker/vault/identity';
import { makeBucket } from './start-radosgw';
import { runAsSuperuser, type TestServer, testDatabasePrefix, withDatabase } from './test-server';

/** A test's own site: database, object store, keys, and the platforms of web process and scorer. */
export type TestSite = {
  urls: { superuser: string; web: string; scorer: string };
  objectStoreDir: string;
  identityFile: string;
  web: WebPlatform;
  scorer: ScorerPlatform;
  /** A database connection with all rights. */
  superuser: postgres.Sql;
  /** Runs a statement that triggers and foreign keys don't check, for a change that no role may make. */
  withoutTriggers: (
    template: TemplateStringsArray,
    ...values: readonly postgres.ParameterOrFragment<never>[]
  ) => Promise<unknown>;
  /** Environment variables of the web process and of the scorer, for child processes. */
  environments: { web: Record<string, string>; scorer: Record<string, string> };
  /** Stops what runs on the site, the last first, before its database is dropped. */
  stopBeforeDrop: (() => Promise<unknown>)[];
  drop: () => Promise<void>;
};

/** A site for the tests of the file or block that calls this: made before them, and dropped after them. */
export function provideTestSite(): TestSite {
  const site = {} as TestSite;
  beforeAll(async () => {
    Object.assign(site, await makeTestSite());
  });
  afterAll(() => site.drop?.());
  return site;
}

/**
 * A renderer whose threads all sites of a test process share, since it has no state; its time limit is one that a busy machine
 * can keep.
 */
const markdown = makeMarkdownRenderer({ msMax: 60_000 });

const pictures = makeCardDrawer();

/** Logs only if LOG_LEVEL is set; `info` shows what services and jobs log. */
const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });

/**
 * Creates a site and registers its web platform as that of this process, for the services. The caller must drop the site. Its
 * objects are in a folder, or in a bucket for tests of the project `s3`.
 */
export async function makeTestSite(
  server: TestServer = inject('testServer'),
  givenObjects?: ObjectStore,
): Promise<TestSite> {
  const name = `${testDatabasePrefix}${randomBytes(6).toString('hex')}`;
  await runAsSuperuser(
    server,
    (sql) =>
      sql`create database ${sql(name)} template ${sql(server.templateName)} strategy file_copy owner tidemark_owner`,
  );
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-site-'));
  const objectStoreDir = join(folder, 'objects');
  const identityFile = join(folder, 'identity.txt');
  const secret = await generateIdentity();
  await writeFile(identityFile, secret, { mode: 0o600 });

  const superuserUrl = withDatabase(server.superuserUrl, name);
  const urls = {
    superuser: superuserUrl,
    web: withRole(superuserUrl, webRole, server.passwords.web),
    scorer: withRole(superuserUrl, scorerRole, server.passwords.scorer),
  };
  // Undefined in benchmarks of `research`, which make a site without Vitest.
  const s3 = process.env.VITEST ? inject('s3') : undefined;
  const ownObjects = async () => (s3 ? s3Store(await makeBucket(s3)) : folderStore(objectStoreDir));
  const objects = givenObjects ?? (await ownObjects());
  const environment = {
    ...defaultSiteLimits,
    // High, since one maintainer of a test may create many benchmarks.
    TIDEMARK_BENCHMARKS_PER_PERSON_MAX: 10_000,
    TIDEMARK_DRAFTS_PER_PERSON_MAX: 10_000,
    TIDEMARK_CHECKS_PER_PERSON_MAX: 10_000,
    TIDEMARK_FIRST_BENCHMARK_UNLISTED: '0' as const,
    TIDEMARK_REQUESTS_PER_ADDRESS_MAX: 16,
    TIDEMARK_CONNECTIONS_PER_ADDRESS_MAX: 1_000,
    TIDEMARK_VERSIONS_PER_TEAM_MAX: 3,
    PORT: 3000,
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    DATABASE_URL_WEB: urls.web,
    TIDEMARK_OBJECT_STORE: objectStoreDir,
    SCORER_RECIPIENT: await identityToRecipient(secret),
    NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
    MAIL_FROM: 'Tidemark <no-reply@localhost>',
    SIGN_IN_MAILS_PER_HOUR: 600,
    TRUSTED_PROXIES: '',
    FREE_SPACE_MB_MIN: 0,
    WEB_DATABASE_POOL_MAX: 20,
    WEB_STATEMENT_TIMEOUT_MS: 30_000,
  };
  const webClient = connect(urls.web, { max: 30 });
  const scorerClient = connect(urls.scorer, { max: 20 });
  const superuser = postgres(superuserUrl, { max: 2, onnotice: () => {} });
  const readers = readersInThisThread(objects);
  // Races of one person's submissions test the database's limits, so the limit of concurrent uploads must not interfere.
  const uploads = makeUploadSlots({ ofPersonMax: 1_000 });
  const space = freeSpaceOf([folder], 0);
  const web = {
    db: webClient.db,
    objects,
    hasStore: probeOf(objects),
    space,
    environment,
    readers,
    uploads,
    documents: openDocumentLibrary(),
    pythonClient: openPythonClient(),
    markdown,
    pictures,
    metrics: makeWebMetrics(),
    log,
  };
  globalThis.tidemarkWebPlatform = web;

  const stopBeforeDrop: TestSite['stopBeforeDrop'] = [];
  const ambient = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
  return {
    urls,
    objectStoreDir,
    identityFile,
    web,
    scorer: {
      client: scorerClient,
      objects,
      identity: await makeIdentity(secret),
      bootClock: incomparableClock,
      space,
      scorerVersion,
      readers,
      connectionString: urls.scorer,
      log,
    },
    superuser,
    withoutTriggers: (template, ...values) =>
      superuser.begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        await tx(template, ...values);
      }),
    environments: {
      web: { ...ambient, ...mapToText(environment) },
      scorer: {
        ...ambient,
        DATABASE_URL_SCORER: urls.scorer,
        TIDEMARK_OBJECT_STORE: objectStoreDir,
        SCORER_IDENTITY_FILE: identityFile,
        FREE_SPACE_MB_MIN: '0',
      },
    },
    stopBeforeDrop,
    drop: async () => {
      try {
        for (const stop of stopBeforeDrop.reverse()) await stop();
      } finally {
        globalThis.tidemarkWebPlatform = undefined;
        await Promise.all([webClient.close(), scorerClient.close(), superuser.end({ timeout: 5 })]);
        await runAsSuperuser(server, (sql) => sql`drop database ${sql(name)} with (force)`);
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/**
 * Reports a new boot of the machine at each reading, so that no jump of the database's clock is detected and a test can move
 * that clock freely.
 */
const incomparableClock: BootClock = {
  get bootId() {
    return randomUUID();
  },
  readMs: () => 0,
};

function mapToText(values: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}
