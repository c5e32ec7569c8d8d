import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { findFreePort } from '@/adapters/embedded-postgres/start-embedded-postgres';
import type { S3Place } from '@/adapters/object-store/s3-store';
import { hasApt, runApt, runProgram } from './run-program';
import { waitUntil } from './wait-until';

const programs = ['ceph', 'ceph-mon', 'ceph-osd', 'radosgw', 'radosgw-admin', 'ceph-authtool', 'monmaptool'];

async function hasRadosgw(): Promise<boolean> {
  const found = await Promise.all(programs.map((name) => runProgram(name, ['--version'])));
  return found.every(({ exitCode }) => exitCode === 0);
}

/** Installs Ceph's S3 server if possible. @returns the reason why tests must be skipped; empty if they needn't */
export async function provideRadosgw(): Promise<string> {
  if (await hasRadosgw()) return '';
  const packages = ['ceph-mon', 'ceph-osd', 'radosgw', 'ceph-common'];
  if (hasApt()) {
    await runApt('-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20', 'update');
    await runApt('install', '-y', '--no-install-recommends', ...packages);
    if (await hasRadosgw()) return '';
  }
  return `There is no S3 server on this machine and none could be installed: apt-get install ${packages.join(' ')}`;
}

/** An S3 server with the keys of a user who may create buckets. */
export type S3Server = Pick<S3Place, 'region' | 'accessKeyId' | 'secretAccessKey'> & { endpoint: string };

declare module 'vitest' {
  interface ProvidedContext {
    /** The S3 server; undefined except in the test project `s3`. */
    s3: S3Server | undefined;
  }
}

export async function makeBucket(server: S3Server): Promise<S3Place> {
  const { endpoint, region, ...credentials } = server;
  const bucket = `bucket-${randomBytes(6).toString('hex')}`;
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  return { ...server, bucket, prefix: 'site/' };
}

/** Ceph's S3 server with one user, on a store in memory. */
export type Radosgw = {
  server: S3Server;
  /** Kills the S3 server; stored objects remain. */
  kill: () => Promise<void>;
  start: () => Promise<void>;
  /** Limits the total size of all objects, from the next start of the server on; null for no limit. */
  limitBytes: (max: number | null) => Promise<void>;
  stop: () => Promise<void>;
};

const accessKeyId = 'TESTACCESSKEY';

/** Size of the memory store in bytes. */
const memoryBytes = 1024 ** 3;

/** Starts the store and the S3 server, which takes some ten seconds. */
export async function startRadosgw(): Promise<Radosgw> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-radosgw-'));
  const children = new Set<ChildProcess>();
  const stop = async () => {
    await Promise.all([...children].map(end));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { ...(await startIn(folder, children)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function startIn(folder: string, children: Set<ChildProcess>): Promise<Omit<Radosgw, 'stop'>> {
  const secretAccessKey = randomBytes(16).toString('hex');
  const [v2, v1, port] = [
    await findFreePort('127.0.0.1'),
    await findFreePort('127.0.0.1'),
    await findFreePort('127.0.0.1'),
  ];
  const fsid = randomUUID();
  const monitor = `[v2:127.0.0.1:${v2},v1:127.0.0.1:${v1}]`;
  const config = join(folder, 'ceph.conf');
  await Promise.all(['mon', 'osd', 'run', 'log'].map((name) => mkdir(join(folder, name))));
  await writeFile(config, composeConfig({ folder, fsid, monitor, port }));

  const runCeph = async (program: string, ...words: string[]): Promise<void> => {
    const done = await runProgram(program, ['-c', config, ...words], { timeoutMs: 60_000 });
    if (done.exitCode !== 0) throw new Error(`${program} ${words[0]}: ${done.output}`);
  };
  const keep = (program: string, ...words: string[]): ChildProcess => {
    // Debian's ceph-osd loads its object classes by a path relative to `/`, hence this working directory.
    const child = spawn(program, ['-c', config, '-f', ...words], { stdio: 'ignore', cwd: '/' });
    children.add(child);
    child.once('exit', () => children.delete(child));
    return child;
  };

  const keyring = join(folder, 'keyring');
  const addKey = (...words: string[]) => runCeph('ceph-authtool', keyring, '--gen-key', ...words);
  await addKey('--create-keyring', '-n', 'mon.', '--cap', 'mon', 'allow *');
  await addKey('-n', 'client.admin', ...['mon', 'osd', 'mgr'].flatMap((one) => ['--cap', one, 'allow *']));
  await addKey('-n', 'client.rgw', '--cap', 'mon', 'allow rw', '--cap', 'osd', 'allow rwx');
  await addKey('-n', 'osd.0', '--cap', 'mon', 'allow profile osd', '--cap', 'osd', 'allow *');
  const map = join(folder, 'monmap');
  await runCeph('monmaptool', '--create', '--fsid', fsid, '--addv', 'a', monitor, map);
  await runCeph('ceph-mon', '-i', 'a', '--mkfs', '--keyring', keyring, '--monmap', map);
  keep('ceph-mon', '-i', 'a');
  await waitUntil(() => runCeph('ceph', '--connect-timeout', '5', 'mon', 'stat').then(...isDone));
  const osd = randomUUID();
  await runCeph('ceph', 'osd', 'new', osd);
  await runCeph('ceph', 'auth', 'import', '-i', keyring);
  await runCeph('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', osd);
  keep('ceph-osd', '-i', '0');

  const endpoint = `http://127.0.0.1:${port}`;
  const gateway: { child?: ChildProcess } = {};
  const isUp = () => fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).then(...isDone);
  const start = async () => {
    gateway.child = keep('radosgw', '-n', 'client.rgw');
    await waitUntil(isUp);
  };
  await start();
  const administer = (...words: string[]) => runCeph('radosgw-admin', '-n', 'client.rgw', ...words);
  const user = ['--uid', 'test'];
  const keys = ['--access-key', accessKeyId, '--secret-key', secretAccessKey];
  await administer('user', 'create', ...user, '--display-name', 'test', ...keys);
  return {
    server: { endpoint, region: 'us-east-1', accessKeyId, secretAccessKey },
    kill: () => end(gateway.child),
    start,
    async limitBytes(max) {
      const scope = ['--quota-scope', 'user'];
      if (max !== null) await administer('quota', 'set', ...user, ...scope, '--max-size', String(max));
      await administer('quota', max === null ? 'disable' : 'enable', ...user, ...scope);
    },
  };
}

const isDone = [() => true, () => false] as const;

const composeConfig = (options: { folder: string; fsid: string; monitor: string; port: number }): string => {
  const { folder, fsid, monitor, port } = options;
  return `[global]
fsid = ${fsid}
mon host = ${monitor}
keyring = ${folder}/keyring
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
mon allow pool size one = true
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = ${memoryBytes}
run dir = ${folder}/run
log file = ${folder}/log/$name.log
admin socket = ${folder}/run/$name.asok
mon data = ${folder}/mon
osd data = ${folder}/osd
public addr = 127.0.0.1
cluster addr = 127.0.0.1
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw dns name = localhost
rgw bucket quota ttl = 0
`;
};
