import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { makeKeys } from '@/scripts/start/make-keys';
import { runProgram } from '@/testing/run-program';
import { composeProxy, provideNginx, startNginx } from '@/testing/start-nginx';
import { makeBucket, provideRadosgw, type Radosgw, startRadosgw } from '@/testing/start-radosgw';
import { makeExternalPostgres, provideExternalPostgres } from './external-postgres';
import { until } from './storm-api';
import { awaitReady, createToken, type KillableSite, kill } from './storm-site';

/** @returns the reason for a skipped part; without an S3 server objects are in a folder */
export const provideSpreadSite = async (): Promise<string> =>
  (await provideExternalPostgres()) || (await provideNginx());

/** Two web processes and two scorers, an external PostgreSQL, Ceph's S3 server where there is one, and nginx in front. */
export async function makeSpreadSite(folder: string): Promise<KillableSite> {
  const database = await makeExternalPostgres(join(folder, 'external'));
  const reason = await provideRadosgw();
  if (reason) console.log(`objects are in a folder: ${reason}`);
  const gateway = reason ? undefined : await startRadosgw();
  const ports = [await findFreePort('127.0.0.1'), await findFreePort('127.0.0.1')];
  const proxyPort = await findFreePort('127.0.0.1');
  const url = `http://localhost:${proxyPort}`;
  const keys = await makeKeys(join(folder, 'keys'), database.ownerUrl);
  const shared = {
    ...(await makeObjectSettings(folder, gateway)),
    // One maintainer plays many rounds.
    ...{ TIDEMARK_ACTS_PER_HOUR_MAX: '100000', TIDEMARK_CHECKS_PER_HOUR_MAX: '100000' },
  };
  const owner = { ...keys.migrate, DATABASE_URL: database.ownerUrl };
  const migrated = await runProgram(process.execPath, partWords('migrate'), { environment: owner });
  if (migrated.exitCode !== 0) throw new Error(migrated.output);

  const parts = new Map<string, KeptPart>();
  for (const [i, port] of ports.entries()) {
    const web = { ...shared, ...keys.web, PORT: String(port), PUBLIC_URL: url, TRUSTED_PROXIES: '127.0.0.1' };
    parts.set(`web ${i + 1}`, keepPart('web', web, join(folder, `web-${i}.log`)));
    const scorer = {
      ...shared,
      ...keys.scorer,
      TIDEMARK_SCORER_THREADS: '2',
      TIDEMARK_REACHABLE_FROM: 'loopback',
    };
    parts.set(`scorer ${i + 1}`, keepPart('scorer', scorer, join(folder, `scorer-${i}.log`)));
  }
  const proxy = await startNginx(`${url}/healthz`, async (proxyFolder) => {
    const [first = 0, second = 0] = ports;
    mkdirSync(join(proxyFolder, 'cache'));
    const options = { sitePort: first, host: 'localhost', port: proxyPort, perSecond: 10_000 };
    const one = `server 127.0.0.1:${first};`;
    return (await composeProxy(proxyFolder, options)).replace(one, `${one}\n  server 127.0.0.1:${second};`);
  });
  const others: Record<string, () => Promise<void>> = {
    postgres: () => database.kill().then(database.start),
    ...(gateway && { radosgw: () => gateway.kill().then(gateway.start) }),
  };
  return {
    url,
    processes: [...parts.keys(), ...Object.keys(others)],
    async kill(name) {
      await (parts.get(name)?.kill() ?? others[name]?.());
    },
    async awaitReady() {
      for (const port of ports) await awaitReady(`http://localhost:${port}`);
    },
    createToken: (email) => createToken(email, { ...shared, ...keys.web, ...owner }),
    readOwnerUrl: async () => database.ownerUrl,
    async stop() {
      await proxy.stop();
      await Promise.all([...parts.values()].map((part) => part.stop()));
      await gateway?.stop();
      await database.kill();
    },
  };
}

async function makeObjectSettings(
  folder: string,
  gateway: Radosgw | undefined,
): Promise<Record<string, string>> {
  if (!gateway) return { TIDEMARK_OBJECT_STORE: join(folder, 'objects') };
  return bucketSettings(gateway);
}

/** Settings of a new bucket. */
export async function bucketSettings({ server }: Radosgw): Promise<Record<string, string>> {
  const { bucket, prefix } = await makeBucket(server);
  return {
    TIDEMARK_OBJECT_STORE: `s3://${bucket}/${prefix.replace(/\/$/, '')}`,
    ...{ S3_ENDPOINT: server.endpoint, S3_REGION: server.region },
    ...{ S3_ACCESS_KEY_ID: server.accessKeyId, S3_SECRET_ACCESS_KEY: server.secretAccessKey },
  };
}

const partWords = (part: string): string[] => ['scripts/run.mjs', 'scripts/part.ts', part];

type KeptPart = { kill: () => Promise<void>; stop: () => Promise<void> };

/** Runs `npm run web` or `npm run scorer` again whenever it ends, as systemd does. */
function keepPart(part: 'web' | 'scorer', settings: Record<string, string>, logFile: string): KeptPart {
  let isStopped = false;
  let child: ChildProcess;
  const start = () => {
    const log = openSync(logFile, 'a');
    const env = { ...process.env, NODE_ENV: 'production' as const, ...settings };
    child = spawn(process.execPath, partWords(part), { env, stdio: ['ignore', log, log] });
    closeSync(log);
    child.once('exit', () => {
      if (!isStopped) setTimeout(start, 500);
    });
  };
  start();
  return {
    async kill() {
      // As a container engine does: the command and the process that it runs.
      const pids = [child.pid, ...childrenOf(child.pid)];
      pids.forEach(kill);
      await sleep(50);
    },
    async stop() {
      isStopped = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await until(`the end of ${part}`, () => Promise.race([ended.then(() => true), sleep(500, false)]));
    },
  };
}

function childrenOf(pid: number | undefined): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}
