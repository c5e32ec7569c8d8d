import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer as readBytes, text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { findPostgresHome } from '@/adapters/embedded-postgres/postgres-home';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '@/adapters/embedded-postgres/start-embedded-postgres';
import type { Recovery } from '@/adapters/embedded-postgres/wal-archive';
import { folderStore } from '@/adapters/object-store/folder-store';
import { type ObjectStore, objectKeys } from '@/adapters/object-store/object-store';
import { s3Store } from '@/adapters/object-store/s3-store';
import { connect } from '@/db/client';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { canMountSmallDisk, mountSmallDisk, unmountSmallDisk } from '@/testing/small-disk';
import { makeBucket } from '@/testing/start-radosgw';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { prepareTestServer } from '@/testing/test-server';
import { waitUntil } from '@/testing/wait-until';
import { prepareSiteData } from '../start/prepare-site-data';
import { type BackedUpSite, backUpSite } from './back-up-site';
import { backupPaths, listBackups, readManifest } from './backup-folder';
import { checkRestored } from './check-restored';
import { findFault, listNamedObjects } from './named-objects';
import { restoreFiles } from './restore-site';

const passphrase = 'a passphrase of a test';
const secrets = Object.fromEntries(
  ['authSecret', 'superuserPassword', 'ownerPassword', 'webPassword', 'scorerPassword'].map((name) => [
    name,
    randomBytes(32).toString('base64url'),
  ]),
);
const superuserPassword = secrets.superuserPassword!;

describe('backup of a running site', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let site: TestSite;
  let source: BackedUpSite;
  const acknowledged: string[] = [];
  /** Participants who submit continuously until they are stopped. */
  let submitting: { stop: () => Promise<void> };
  let submitLate: () => Promise<{ id: string }>;
  const backups = () => join(folder, 'backups');
  const walArchive = () => join(folder, 'wal');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-backup-'));
    await chmod(folder, 0o755);
    await mkdir(walArchive());
    await chmod(walArchive(), 0o777);
    const dataDir = join(folder, 'site');
    server = await startEmbeddedPostgres({
      ...{ dataDir, durable: true, superuserPassword, walArchive: walArchive() },
    });
    site = await makeTestSite(await prepareTestServer(server.superuserUrl));
    await startTestScorer(site);
    source = {
      cluster: { dir: join(findPostgresHome(dataDir), 'data'), superuserUrl: server.superuserUrl },
      ownerUrl: site.urls.superuser,
      objects: site.web.objects,
      keys: {
        'secrets.json': JSON.stringify(secrets),
        'keys/scorer.identity': await readFile(site.identityFile, 'utf8'),
      },
    };
    const owner = await makePerson(site);
    const slug = await makeBenchmark(owner, { quota_per_round: 1000, quota_per_day: 1000 });
    const items = makeBinaryItems(60);
    await makeOpenRound(owner, slug, formatTestSet(items));
    const submitter = await makePerson(site);
    const late = await makePerson(site);
    submitLate = () =>
      submitPredictions(
        late,
        slug,
        formatPredictions(items.ids, (k) => (k % 2 ? 'yes' : 'no')),
      );
    let isStopped = false;
    const submitAll = async () => {
      for (let i = 0; !isStopped; i++) {
        const file = formatPredictions(items.ids, (k) => ((i >> (k % 10)) & 1 ? 'yes' : 'no'));
        const { id } = await submitPredictions(submitter, slug, file);
        acknowledged.push(id);
      }
    };
    const done = submitAll();
    submitting = {
      stop: async () => {
        isStopped = true;
        await done;
      },
    };
    while (acknowledged.length < 5) await sleep(50);
  });
  afterAll(async () => {
    await site?.drop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts a server on a restored backup. Returns the server, and the URL of the site's database in it. */
  async function startRestored(
    name: string,
    by: { recovery?: Recovery; opener?: null } = {},
  ): Promise<{ started: EmbeddedPostgres; url: string; damaged: readonly string[] }> {
    const dataDir = join(folder, name);
    const { damaged } = await restoreFiles(backups(), null, dataDir, {
      opener: by.opener === null ? null : { passphrase },
      recovery: by.recovery ?? null,
      objects: await objectsOf(dataDir),
    });
    const { superuserPassword: password } = JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8'));
    const started = await startEmbeddedPostgres({
      ...{ dataDir, durable: false, superuserPassword: password, recovery: by.recovery },
    });
    const url = new URL(site.urls.superuser);
    url.port = String(started.port);
    url.password = password;
    return { started, url: url.href, damaged };
  }

  const listSubmissions = async (url: string): Promise<string[]> => {
    const sql = postgres(url, { max: 1 });
    const rows = await sql<{ id: string }[]>`select submission_id as id from submissions`;
    await sql.end();
    return rows.map(({ id }) => id);
  };

  it('contains every submission that was acknowledged before the backup, with its file', async () => {
    const before = [...acknowledged];
    expect(before.length).toBeGreaterThan(0);
    const report = await backUpSite(source, backups(), { passphrase });
    expect(report).toMatchObject({ missing: [], hasKeys: true });
    // Objects that are stored after the backup are in no backup.
    await submitPredictionsMeanwhile();

    const { started, url, damaged } = await startRestored('restored');
    try {
      expect(damaged).toEqual([]);
      expect(await listSubmissions(url)).toEqual(expect.arrayContaining(before));
      const checked = await checkRestored(url, await objectsOf(join(folder, 'restored')), damaged);
      expect(checked.faults).toEqual([]);
      expect(checked.facts[0]).toContain('linked audit events');
    } finally {
      await started.stop();
    }
  });

  const submitPredictionsMeanwhile = async () => {
    const count = acknowledged.length;
    while (acknowledged.length === count) await sleep(50);
  };

  it('copies an object again that a key rotation has replaced by one of the same length, and keeps the earlier copy for earlier backups', async () => {
    const key = objectKeys.artefact(randomUUID());
    const identity = await generateIdentity();
    const recipient = await identityToRecipient(identity);
    const back = async (text: string) => {
      await site.web.objects.put(key, Readable.from([Buffer.from(text)]));
      return (await backUpSite(source, backups(), { recipient })).name;
    };
    const [former, next] = [await back('former'), await back('nextly')];
    for (const [name, text] of [
      [former, 'former'],
      [next, 'nextly'],
    ] as const) {
      const dataDir = join(folder, `rotated-${text}`);
      const objects = await objectsOf(dataDir);
      const by = { opener: { identity }, recovery: null, objects };
      expect((await restoreFiles(backups(), name, dataDir, by)).damaged).toEqual([]);
      expect(await readText((await objects.open(key)).stream)).toBe(text);
    }
  });

  it('copies only new objects the next time', async () => {
    const report = await backUpSite(source, backups(), { passphrase });
    expect(report.newObjectCount).toBeGreaterThan(0);
    expect(report.newObjectCount).toBeLessThan(report.objectCount);
  });

  it('reports a test set whose bytes differ from the database’s record', async () => {
    const client = connect(site.urls.superuser, { max: 1 });
    const testSet = (await listNamedObjects(client.db)).find(({ key }) => key.endsWith('test-set.age'))!;
    await client.close();
    const { objects } = site.web;
    const bytes = await readBytes((await objects.open(testSet.key)).stream);
    expect(await findFault(objects, testSet)).toBeNull();
    await objects.put(testSet.key, Readable.from([Buffer.alloc(bytes.length)]));
    expect(await findFault(objects, testSet)).toBe('other bytes than the database records');
    await objects.put(testSet.key, Readable.from([bytes]));
  });

  it('can be recovered up to an instant with the archive of the write-ahead log', async () => {
    await submitting.stop();
    const until = await readClock();
    await site.superuser`update benchmarks set title = 'Changed too late'`;
    const [{ segment }] = await site.superuser<
      [{ segment: string }]
    >`select pg_walfile_name(pg_switch_wal()) as segment`;
    while (!(await stat(join(walArchive(), segment)).catch(() => null))) await sleep(100);

    const { started, url } = await startRestored('later', { recovery: { walArchive: walArchive(), until } });
    try {
      expect((await listSubmissions(url)).sort()).toEqual([...acknowledged].sort());
      const sql = postgres(url, { max: 1 });
      const titles = await sql`select title from benchmarks`;
      await sql.end();
      expect(titles).not.toContainEqual({ title: 'Changed too late' });
    } finally {
      await started.stop();
    }
  });

  const readClock = async (): Promise<Date> => {
    const [{ now }] = await site.superuser<[{ now: Date }]>`select clock_timestamp() as now`;
    await sleep(20);
    return now;
  };

  it('can be restored with new keys if the former ones are lost, and reports which data remain encrypted', async () => {
    const { started, url } = await startRestored('keyless', { opener: null });
    try {
      const { unopened, faults } = await checkRestored(url, await objectsOf(join(folder, 'keyless')), []);
      expect(faults).toEqual([]);
      expect(unopened[0]).toMatch(/test sets of 1 unrevealed rounds .* can’t be opened/);
    } finally {
      await started.stop();
    }
  });

  it('contains only objects and keys if the database is on another PostgreSQL server, and a restore checks that both fit together', async () => {
    const apart = join(folder, 'apart');
    const report = await backUpSite({ ...source, cluster: null }, apart, { passphrase });
    expect(report).toMatchObject({ databaseBytes: null, missing: [], hasKeys: true, archiveFault: null });
    const dataDir = join(folder, 'beside');
    const by = { opener: { passphrase }, recovery: null, objects: await objectsOf(dataDir) };
    await expect(restoreFiles(apart, null, dataDir, by)).rejects.toThrow('has no database');
    const whole = restoreFiles(backups(), null, dataDir, { ...by, hasOwnServer: true });
    await expect(whole).rejects.toThrow('restore it without DATABASE_URL');

    const { damaged } = await restoreFiles(apart, null, dataDir, { ...by, hasOwnServer: true });
    expect(await readFile(join(dataDir, 'secrets.json'), 'utf8')).toBe(source.keys['secrets.json']);
    expect((await checkRestored(source.ownerUrl, by.objects, damaged)).faults).toEqual([]);
    // Makes the database newer than the backed-up objects.
    const { id } = await submitLate();
    expect((await checkRestored(source.ownerUrl, by.objects, damaged)).faults).toEqual([
      expect.stringMatching(new RegExp(`^the file of submission ${id}, .*: missing$`)),
    ]);
  });

  describe.skipIf(!canMountSmallDisk())('a full disk', () => {
    let disk: string;
    beforeEach(async () => {
      disk = await mkdtemp(join(folder, 'disk-'));
      await chmod(disk, 0o755);
    });
    afterEach(() => unmountSmallDisk(disk));

    it('ends a backup with a message, and leaves nothing that counts as a backup', async () => {
      mountSmallDisk(disk, 12);
      await expect(backUpSite(source, disk, { passphrase })).rejects.toThrow(`${disk}: the disk is full`);
      expect(await listBackups(disk)).toEqual([]);
      const by = { opener: { passphrase }, recovery: null, objects: await objectsOf(target()) };
      await rm(target(), { recursive: true, force: true });
      await expect(restoreFiles(disk, null, target(), by)).rejects.toThrow('has no complete backup');
    });

    it('leaves the former backup unchanged when the next one doesn’t fit', async () => {
      mountSmallDisk(disk, 150);
      const { name } = await backUpSite(source, disk, { passphrase });
      await writeFile(join(disk, 'filler'), Buffer.alloc(150 * 1024 ** 2)).catch(() => {});
      await expect(backUpSite(source, disk, { passphrase })).rejects.toThrow('the disk is full');
      expect(await listBackups(disk)).toEqual([name]);
    });

    it('ends a restore with a message, after which the folder can’t start a site', async () => {
      mountSmallDisk(disk, 12);
      const dataDir = join(disk, 'site');
      const by = { opener: { passphrase }, recovery: null, objects: folderStore(join(dataDir, 'objects')) };
      const restored = restoreFiles(backups(), null, dataDir, by);
      await expect(restored).rejects.toThrow(`${dataDir}: the disk is full`);
      await expect(prepareSiteData(dataDir)).rejects.toThrow('has failed or was interrupted');
    });

    it('under the log’s archive stops no submission, leaves no incomplete segment, and is reported by a backup', async () => {
      // A disk with room for one segment of 16 MiB.
      mountSmallDisk(walArchive(), 24, '777');
      const listArchived = async () =>
        (await readdir(walArchive())).filter((name) => /^[0-9A-F]{24}$/.test(name));
      try {
        await submitLate();
        const whole = await backUpSite(source, backups(), { passphrase });
        const { archiveFault } = whole.archiveFault
          ? whole
          : await backUpSite(source, backups(), { passphrase });
        expect(archiveFault).toMatch(/^it doesn’t have segment [0-9A-F]{24}\..*full disk$/);
        await submitLate();
        for (const name of await listArchived())
          expect((await stat(join(walArchive(), name))).size).toBe(16 * 1024 ** 2);
        expect(await readFile(join(server.homeDir, 'server.log'), 'utf8')).toContain(
          'No space left on device',
        );
      } finally {
        unmountSmallDisk(walArchive());
      }
      const before = await listArchived();
      // The server may be waiting until its next try to archive.
      await waitUntil(
        async () => (await backUpSite(source, backups(), { passphrase })).archiveFault === null,
      );
      expect((await listArchived()).length).toBeGreaterThan(before.length);
    });
  });

  const newest = async () => (await listBackups(backups())).at(-1)!;

  it.each([
    ['the folder to fill isn’t empty', 'is not empty', () => writeFile(join(target(), 'a'), '')],
    ['the passphrase is another one', 'doesn’t open', async () => {}, 'another passphrase'],
    ['the backup is half written', 'is half written', (manifest: string) => rm(manifest)],
    ['it has another format', 'has format 99', (manifest: string) => writeFile(manifest, '{"format":99}')],
    ['the manifest is damaged', 'is damaged', (manifest: string) => writeFile(manifest, '{"format":1')],
  ])(
    'can’t be restored, with a message that gives the reason, if %s',
    async (_, reason, spoil, given = passphrase) => {
      await rm(target(), { recursive: true, force: true });
      await mkdir(target());
      const name = await newest();
      const { manifest } = backupPaths(backups()).of(name);
      const text = await readFile(manifest);
      await spoil(manifest);
      const restored = restoreFiles(backups(), name, target(), {
        opener: { passphrase: given },
        recovery: null,
        objects: await objectsOf(target()),
      });
      await expect(restored).rejects.toThrow(reason);
      await writeFile(manifest, text);
    },
  );

  it.each(['objects', 'database'] as const)(
    'names every file of its %s in which a bit was flipped',
    async (part) => {
      const name = await newest();
      const paths = backupPaths(backups());
      const manifest = await readManifest(paths.of(name).manifest);
      const files = (manifest[part] ?? []).filter(({ byteCount }) => byteCount > 0);
      const copyOf = new Map(manifest.objects.map(({ path, copy }) => [path, copy]));
      const root = part === 'objects' ? paths.objects : paths.of(name).database;
      const flipped = files.slice(0, 200);
      for (const { path, byteCount } of flipped)
        await flipBit(join(root, copyOf.get(path) ?? path), randomInt(byteCount));

      const dataDir = join(folder, `flipped-${part}`);
      const named = await restoreFiles(backups(), name, dataDir, {
        opener: { passphrase },
        recovery: null,
        objects: await objectsOf(dataDir),
      }).then(
        ({ damaged }) => damaged.join(', '),
        (error: Error) => error.message,
      );
      expect(flipped.filter(({ path }) => !named.includes(`${path} (other bytes)`))).toEqual([]);
    },
  );

  const target = () => join(folder, 'target');
});

const stores = new Map<string, ObjectStore>();

/** Opens the restored site's object store: a folder, or a bucket in the test project `s3`. */
async function objectsOf(dataDir: string): Promise<ObjectStore> {
  const s3 = inject('s3');
  const made =
    stores.get(dataDir) ?? (s3 ? s3Store(await makeBucket(s3)) : folderStore(join(dataDir, 'objects')));
  stores.set(dataDir, made);
  return made;
}

async function flipBit(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, at);
  byte[0]! ^= 1 << randomInt(8);
  await file.write(byte, 0, 1, at);
  await file.close();
}
