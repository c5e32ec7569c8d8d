import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { objectKeys } from '@/adapters/object-store/object-store';
import { sealToScorer } from '@/adapters/sealing/seal-to-scorer';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import { openRound, revealRound } from '@/services/round/openings';
import { makeBenchmark, makeOpenRound, makeSealedRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitFinal, closeAndRank, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { makeIdentity } from '@/worker/vault/identity';
import { databaseUrls, embeddedOwnerUrl } from '../start/prepare-database';
import { nextFiles, prepareSiteData } from '../start/prepare-site-data';

type Ended = { code: number | null; out: string; doneCount: number };

/**
 * Runs a command of the operator. @param killAfter number of lines of progress after which SIGKILL ends the
 * command
 */
function runCommand(
  dataDir: string,
  command: string,
  { databaseUrl = '', killAfter = Infinity }: { databaseUrl?: string; killAfter?: number } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/admin.ts', command], {
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production' },
      ...{ TIDEMARK_DATA_DIR: dataDir, DATABASE_URL: databaseUrl },
    },
  });
  let out = '';
  const count = () => out.split('encrypted to the new key').length - 1;
  const take = (chunk: Buffer) => {
    out += chunk.toString('utf8');
    if (count() >= killAfter) child.kill('SIGKILL');
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((done) => child.once('exit', (code) => done({ code, out, doneCount: count() })));
}

// Time limit: each command starts a process, which takes long on a busy machine.
const patience = { timeout: 600_000 };

describe('npm run admin rotate-scorer-key', patience, () => {
  const site = provideTestSite();
  let dataDir: string;
  const items = makeBinaryItems(40);
  const right = formatPredictions(items.ids, (i) => items.labels[i]!);

  beforeAll(async () => {
    dataDir = dirname(site.objectStoreDir);
    await mkdir(join(dataDir, 'keys'));
    await writeFile(join(dataDir, 'keys/scorer.identity'), await readFile(site.identityFile));
    await prepareSiteData(dataDir);
  });

  /**
   * Closes the test's own connections, which would count as processes of the site; none begins until the
   * command has ended.
   */
  const rotate = async (killAfter?: number) => {
    const [{ name }] = (await site.superuser`select current_database() as name`) as [{ name: string }];
    const database = site.superuser(name);
    await site.superuser`revoke connect on database ${database} from public`;
    try {
      await waitUntil(async () => {
        const ended = await site.superuser`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and usename in ('tidemark_web', 'tidemark_scorer')`;
        return ended.length === 0;
      });
      return await runCommand(dataDir, 'rotate-scorer-key', { databaseUrl: site.urls.superuser, killAfter });
    } finally {
      await site.superuser`grant connect on database ${database} to public`;
    }
  };

  it('refuses while a process is connected, resumes after a kill at any object, and lets the scorer score, open and reveal with only the new key', async () => {
    const maintainer = await makePerson(site);
    const scorer = await startTestScorer(site);
    const slug = await makeBenchmark(maintainer);
    const open = await makeOpenRound(maintainer, slug, formatTestSet(items));
    const others = { ...items, ids: items.ids.map((id) => `${id}-later`) };
    const sealed = await makeSealedRound(
      maintainer,
      slug,
      formatTestSet(others).replaceAll(/,(\d+),/g, ',1$1,'),
    );
    expect(
      await runCommand(dataDir, 'rotate-scorer-key', { databaseUrl: site.urls.superuser }),
    ).toMatchObject({
      code: 1,
      out: expect.stringContaining('stop them all first'),
    });
    await scorer.stop();
    const model = objectKeys.artefact(randomUUID());
    const plainModel = toWebStream(Readable.from([Buffer.from('a model')], { objectMode: false }));
    const sealedModel = await sealToScorer(site.web.environment.SCORER_RECIPIENT, plainModel);
    await site.web.objects.put(model, fromWebStream(sealedModel));

    const former = await readFile(join(dataDir, 'keys/scorer.identity'), 'utf8');
    let doneCount = 0;
    for (const killAfter of [1, 2]) {
      const killed = await rotate(killAfter);
      expect(killed.code).toBeNull();
      doneCount += killed.doneCount;
      await expect(prepareSiteData(dataDir)).rejects.toThrow('npm run admin -- rotate-scorer-key');
    }
    const ended = await rotate();
    expect(ended, ended.out).toMatchObject({ code: 0 });
    // Two keys, two test sets and a model are rotated. If the kill came before an object's hash was recorded,
    // the object is reported twice.
    expect(doneCount + ended.doneCount).toBeGreaterThanOrEqual(5);
    const secret = (await readFile(join(dataDir, 'keys/scorer.identity'), 'utf8')).trim();
    expect(secret).not.toBe(former.trim());
    const { scorerKey } = await prepareSiteData(dataDir);
    const identity = await makeIdentity(secret);
    expect(scorerKey.recipient).toMatch(/^age1/);
    for (const [i, { sealed_key: key }] of (
      await site.superuser`select sealed_key from hidden.round_keys`
    ).entries()) {
      await expect(identity.open(key), `key ${i}`).resolves.toHaveLength(32);
      await expect((await makeIdentity(former.trim())).open(key)).rejects.toThrow();
    }

    const kept = await readFile(join(site.objectStoreDir, model));
    expect(Buffer.from(await identity.open(kept)).toString()).toBe('a model');

    site.scorer.identity = identity;
    const anew = await startTestScorer(site);
    try {
      const sender = await makePerson(site);
      const { id } = await submitPredictions(sender, slug, right);
      expect((await awaitFinal(sender, id)).state).toBe('scored');
      await closeAndRank(maintainer, slug, open);
      expect(unwrap(await revealRound(maintainer, slug, open)).state).toBe('revealed');
      unwrap(await openRound(maintainer, slug, sealed));
      await waitUntil(async () => {
        const [round] = await site.superuser`select state from rounds where number = ${sealed}`;
        return round?.state === 'open';
      });
    } finally {
      await anew.stop();
    }
    const events = await site.superuser`select detail from audit_events where act = 'scorer_key_rotated'`;
    expect(events.at(-1)?.detail.recipient).toBe(scorerKey.recipient);
  });

  it('stops at a test set that isn’t the uploaded one, and leaves that unchanged', async () => {
    const [{ id } = { id: '' }] = await site.superuser<
      { id: string }[]
    >`select round_id as id from rounds limit 1`;
    const path = join(site.objectStoreDir, `rounds/${id}/test-set.age`);
    const bytes = await readFile(path);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(path, bytes);
    const ended = await rotate();
    expect(ended).toMatchObject({ code: 1, out: expect.stringContaining('is not what was recorded') });
    expect(await readFile(path)).toEqual(bytes);
  });
});

describe('npm run admin rotate-secrets', patience, () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tidemark-rotation-'));
    await chmod(dataDir, 0o755);
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  const canSignIn = async (url: string) => {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    try {
      await sql`select`;
      return true;
    } catch {
      return false;
    } finally {
      await sql.end();
    }
  };

  it('replaces every secret and every password, and can be finished after a kill between the change of the database and that of the file', async () => {
    const { secrets: former } = await prepareSiteData(dataDir);
    const first = await runCommand(dataDir, 'rotate-secrets');
    expect(first, first.out).toMatchObject({ code: 0 });
    const { secrets: second } = await prepareSiteData(dataDir);
    for (const name of Object.keys(former) as (keyof typeof former)[])
      expect(second[name], name).not.toBe(former[name]);

    // The state after a kill between two steps: the database already has the next passwords, secrets.json has
    // the former ones.
    await writeFile(join(dataDir, nextFiles.secrets), JSON.stringify(second));
    await writeFile(join(dataDir, 'secrets.json'), JSON.stringify(former));
    await expect(prepareSiteData(dataDir)).rejects.toThrow('npm run admin -- rotate-secrets');
    const again = await runCommand(dataDir, 'rotate-secrets');
    expect(again, again.out).toMatchObject({ code: 0 });
    const { secrets } = await prepareSiteData(dataDir);
    expect(secrets).toEqual(second);

    const server = await startEmbeddedPostgres({
      ...{ dataDir, durable: true, superuserPassword: secrets.superuserPassword },
    });
    try {
      const urls = databaseUrls(embeddedOwnerUrl(server.port, secrets), secrets);
      const formerUrls = databaseUrls(embeddedOwnerUrl(server.port, former), former);
      for (const name of ['owner', 'web', 'scorer'] as const) {
        expect(await canSignIn(urls[name]), name).toBe(true);
        expect(await canSignIn(formerUrls[name]), `former ${name}`).toBe(false);
      }
      expect(await canSignIn(server.superuserUrl)).toBe(true);
    } finally {
      await server.stop();
    }
  });
});
