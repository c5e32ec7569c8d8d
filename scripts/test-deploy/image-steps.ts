import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { get } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { findFreePort, startEmbeddedPostgres } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { makeBucket, provideRadosgw, startRadosgw } from '@/testing/start-radosgw';
import { waitUntil } from '@/testing/wait-until';
import { makeKeys } from '../start/make-keys';
import { createOwnDatabase, embeddedOwnerUrl } from '../start/prepare-database';
import { prepareSecrets } from '../start/secrets';
import { type StepOutcome, singleOutcome } from '../test/run-steps';
import { fetchNode } from '../test-nodes/fetch-node';
import { type ComposeService, deployFolder, readCompose } from './compose-file';
import { cacheFolder, engineTools, openEngine, provideTools, runChecked } from './container-engine';

const root = fileURLToPath(new URL('../..', import.meta.url));
const image = 'localhost/tidemark';
const base = 'localhost/tidemark-base';
/** User id in the image. */
const userId = 10_001;
const host = 'tidemark.example.org';

export const skipped = (reason: string): StepOutcome => ({
  passed: 0,
  failed: 0,
  skipped: 1,
  output: reason,
});

/**
 * Builds the image of `deploy/Containerfile` on a base of Debian packages, since no image registry may be
 * reachable.
 */
export async function buildImage(): Promise<StepOutcome> {
  const missing = await provideTools(engineTools);
  if (missing) return skipped(missing);
  const npm = process.env.npm_execpath;
  if (!npm) return singleOutcome(false, 'Run it as: npm run test:deploy');
  const engine = openEngine();
  const tarball = join(cacheFolder, 'base.tar');
  if (!existsSync(tarball)) {
    await makeBase(tarball, npm);
    // Imports the base only if it is missing: another import would invalidate every cached layer.
    const environment = 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt';
    await engine.run('podman', ['import', '--change', environment, tarball, base]);
  }
  const registry = (await runChecked(process.execPath, [npm, 'config', 'get', 'registry'])).trim();
  await engine.run(
    'buildah',
    [
      ...['build', '--isolation=chroot', '--network=host', '--pull=never', '--layers'],
      ...['--build-arg', `BASE=${base}`, '--build-arg', `NPM_CONFIG_REGISTRY=${registry}`],
      ...['-f', join(deployFolder, 'Containerfile'), '-t', image, root],
    ],
    60 * 60_000,
  );
  const [{ Size: bytes, User: user }] = z
    .tuple([z.object({ Size: z.number(), User: z.string() })])
    .parse(JSON.parse(await engine.run('podman', ['image', 'inspect', image])));
  console.log(`  the image has ${Math.round(bytes / 1_000_000)} MB, its base included`);
  const listed = await engine.run('podman', [
    'run',
    '--rm',
    '--network=none',
    '--entrypoint=ls',
    image,
    '-A',
    '/app',
  ]);
  const wrong = listed
    .split(/\s+/)
    .filter((name) => ['.data', '.git', 'deploy', 'e2e', 'testing'].includes(name));
  return singleOutcome(user === `${userId}:${userId}` && wrong.length === 0, `user ${user}, files ${wrong}`);
}

/**
 * Makes a Debian root with Node, npm and this machine's certificates, which replaces the default base image.
 */
async function makeBase(tarball: string, npm: string): Promise<void> {
  const node = await fetchNode('24', join(cacheFolder, 'nodes'), npm);
  const folder = mkdtempSync(join(cacheFolder, 'base-'));
  // The image's /usr/local gets the mode of this folder.
  const files = join(folder, 'local');
  try {
    mkdirSync(join(files, 'bin'), { recursive: true, mode: 0o755 });
    mkdirSync(join(files, 'lib', 'node_modules'), { recursive: true });
    cpSync(node.program, join(files, 'bin', 'node'));
    cpSync(dirname(dirname(npm)), join(files, 'lib', 'node_modules', 'npm'), { recursive: true });
    await runChecked('mmdebstrap', [
      ...['--variant=minbase', '--include=ca-certificates,libatomic1,libstdc++6'],
      `--customize-hook=sync-in ${files} /usr/local`,
      '--customize-hook=chroot "$1" ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm',
      '--customize-hook=upload /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt',
      ...['trixie', tarball],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Running = {
  readonly engine: ReturnType<typeof openEngine>;
  /** Prefix of container names. */
  readonly prefix: string;
  readonly ownerUrl: string;
  readonly keysFolder: string;
  /** Settings of the object store, by variable. */
  readonly objects: Readonly<Record<string, string>>;
  readonly port: number;
};

/**
 * Runs the commands as the services of `deploy/compose.yaml`, with its restrictions, beside the test's own
 * PostgreSQL and S3 server.
 */
export async function runImage(workDir: string): Promise<StepOutcome> {
  const missing = (await provideTools(engineTools)) || (await provideRadosgw());
  if (missing) return skipped(missing);
  const secrets = prepareSecrets(join(workDir, 'secrets.json'));
  const servers: { stop(): Promise<void> }[] = [];
  const engine = openEngine();
  const prefix = `tidemark-${process.pid}`;
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: workDir, durable: false });
    servers.push(postgres);
    const s3 = await startRadosgw();
    servers.push(s3);
    const { bucket, endpoint = '', region, accessKeyId, secretAccessKey } = await makeBucket(s3.server);
    await createOwnDatabase(postgres.superuserUrl, secrets);
    const ownerUrl = embeddedOwnerUrl(postgres.port, secrets);
    const keysFolder = join(workDir, 'keys');
    await makeKeys(join(keysFolder, 'site'), ownerUrl);
    writeFileSync(join(keysFolder, 'database-url'), ownerUrl);
    writeFileSync(join(keysFolder, 'smtp-url'), 'smtp://127.0.0.1:1');
    writeFileSync(join(keysFolder, 's3-secret'), secretAccessKey);
    giveAway(keysFolder);
    const port = await findFreePort('127.0.0.1');
    const objects = {
      ...{ TIDEMARK_OBJECT_STORE: `s3://${bucket}`, S3_ENDPOINT: endpoint },
      ...{ S3_REGION: region, S3_ACCESS_KEY_ID: accessKeyId },
    };
    return await watchSite({ engine, prefix, ownerUrl, keysFolder, objects, port });
  } finally {
    for (const name of ['web', 'scorer', 'runner'])
      await engine.run('podman', ['rm', '--force', '--ignore', '--time', '1', `${prefix}-${name}`]);
    await Promise.all(servers.map((server) => server.stop()));
  }
}

function giveAway(path: string): void {
  chownSync(path, userId, userId);
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }))
    chownSync(join(path, name), userId, userId);
}

async function watchSite(site: Running): Promise<StepOutcome> {
  const { engine, prefix, port, ownerUrl } = site;
  const { services } = readCompose();
  const podman = (...args: string[]) => engine.run('podman', args);
  const start = (name: 'migrate' | 'web' | 'scorer' | 'runner', ...words: string[]) =>
    podman('run', ...words, '--name', `${prefix}-${name}`, ...composeRun(services[name], site));
  await start('migrate', '--rm');
  await start('web', '--detach');
  await start('scorer', '--detach');
  await start('runner', '--detach');
  const faults: string[] = [];
  const expectEqual = (what: string, found: unknown, wanted: unknown) => {
    if (found !== wanted) faults.push(`${what}: ${found}, where ${wanted} was expected`);
  };
  try {
    const ready = await waitUntil(async () => {
      const { status, body } = await request(port, '/readyz').catch(() => ({ status: 0, body: '' }));
      if (status !== 200) return undefined;
      const readiness = readinessSchema.parse(JSON.parse(body));
      return readiness.scorer === 'ok' && readiness.sandbox === 'ok' ? readiness : undefined;
    });
    expectEqual('sandbox', `${ready.sandbox} ${ready.sandbox_failed}`.trim(), 'ok');
    expectEqual('home page', (await request(port, '/')).status, 200);
    expectEqual('/healthz', (await request(port, '/healthz')).status, 200);
    for (const name of ['web', 'scorer', 'runner']) {
      const inside = (script: string) => podman('exec', `${prefix}-${name}`, 'sh', '-c', script);
      expectEqual(`user of the ${name}`, (await inside('id -u')).trim(), `${userId}`);
      expectEqual(
        `root of the ${name}`,
        (await inside('touch /app/a 2>&1 || true')).includes('Read-only'),
        true,
      );
      const secrets = await inside('cat /run/secrets/*');
      expectEqual(`owner's address in the ${name}`, secrets.includes(ownerUrl), false);
      expectEqual(`identity in the ${name}`, secrets.includes('AGE-SECRET-KEY'), name !== 'web');
      expectEqual(`database address in the ${name}`, secrets.includes('postgres://'), name !== 'runner');
      expectEqual(`runner’s token in the ${name}`, secrets.includes('tdm_'), name === 'runner');
    }
    const usage = await podman('stats', '--no-stream', '--format', '{{.Name}} {{.MemUsage}}');
    console.log(usage.trim().replaceAll(`${prefix}-`, '  memory after its start: '));
    for (const name of ['runner', 'web', 'scorer']) {
      await podman('stop', '--time', '60', `${prefix}-${name}`);
      const code = await podman('inspect', '--format', '{{.State.ExitCode}}', `${prefix}-${name}`);
      expectEqual(`exit code of the ${name} after SIGTERM`, code.trim(), '0');
    }
  } catch (error) {
    faults.push(String(error));
  }
  const logs =
    faults.length === 0
      ? []
      : await Promise.all(['web', 'scorer', 'runner'].map((name) => podman('logs', `${prefix}-${name}`)));
  return singleOutcome(faults.length === 0, [...logs.map((log) => log.slice(-3_000)), ...faults].join('\n'));
}

const readinessSchema = z.object({
  scorer: z.string(),
  sandbox: z.string(),
  sandbox_failed: z.array(z.string()),
});

/**
 * Composes the arguments of `podman run` for a service, without its networks, because the test's database
 * listens on loopback.
 */
function composeRun(service: ComposeService | undefined, site: Running): string[] {
  if (!service) throw new Error('deploy/compose.yaml has no such service');
  const { secrets } = readCompose();
  const environment = {
    ...service.environment,
    ...('S3_ENDPOINT' in service.environment ? site.objects : {}),
    ...('PUBLIC_URL' in service.environment
      ? { PUBLIC_URL: `https://${host}`, MAIL_FROM: 'a@example.org', HOST: '127.0.0.1', PORT: `${site.port}` }
      : {}),
    ...('TIDEMARK_SITE' in service.environment ? { TIDEMARK_SITE: `http://127.0.0.1:${site.port}` } : {}),
  };
  const isSet = ([, value]: [string, string]) => !value.includes('${');
  const keyOf = (name: string) =>
    join(site.keysFolder, (secrets[name]?.file ?? '').replace('./secrets/', ''));
  return [
    ...['--network=host', ...(service.read_only ? ['--read-only', '--read-only-tmpfs=false'] : [])],
    ...service.cap_drop.map((name) => `--cap-drop=${name}`),
    ...service.security_opt.map((option) => `--security-opt=${option.replace(':./', `=${deployFolder}`)}`),
    ...service.tmpfs.map((mount) => `--tmpfs=${mount}`),
    ...(service.mem_limit ? [`--memory=${service.mem_limit}`] : []),
    ...service.secrets.map((name) => `--volume=${keyOf(name)}:/run/secrets/${name}:ro`),
    ...Object.entries(environment)
      .filter(isSet)
      .map(([name, value]) => `--env=${name}=${value}`),
    ...[image, ...service.command],
  ];
}

function request(port: number, path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: { host }, timeout: 10_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    }).once('error', reject);
  });
}
