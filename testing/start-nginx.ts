import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasApt, runApt, runProgram } from './run-program';
import { waitUntil } from './wait-until';

const hasNginx = async (): Promise<boolean> => (await runProgram('nginx', ['-v'])).exitCode === 0;

/** Installs nginx if possible. @returns the reason why a test must be skipped; empty if it needn't */
export async function provideNginx(): Promise<string> {
  if (await hasNginx()) return '';
  if (hasApt()) {
    await runApt('-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20', 'update');
    await runApt('install', '-y', '--no-install-recommends', 'nginx');
    if (await hasNginx()) return '';
  }
  return 'There is no nginx on this machine and none could be installed: apt-get install nginx';
}

/**
 * Starts nginx with one worker and without logs, in a folder of its own.
 * @param compose returns the server blocks of its configuration
 * @param url address that responds once nginx is ready
 */
export async function startNginx(
  url: string,
  compose: (folder: string) => Promise<string>,
): Promise<{ stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-nginx-'));
  const config = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  await writeFile(
    config,
    `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 2048; }
http {
access_log off;
sendfile on;
tcp_nopush on;
keepalive_requests 1000000000;
${temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n')}
${await compose(folder)}
}
`,
  );
  const child = spawn('nginx', ['-c', config, '-p', folder, '-e', `${folder}/error.log`], {
    stdio: 'ignore',
  });
  const stop = async () => {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  };
  const isUp = async () => {
    if (child.exitCode !== null) throw new Error(await readFile(join(folder, 'error.log'), 'utf8'));
    return fetch(url, { redirect: 'manual' }).then(
      () => true,
      () => false,
    );
  };
  try {
    await waitUntil(isUp);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

const productionConfig = fileURLToPath(new URL('../deploy/nginx/tidemark.conf', import.meta.url));

/**
 * Adapts the configuration of `deploy/nginx` to a site on this machine; everything else stays as it is.
 * @param options.port port of plain HTTP; `tlsPort` that of HTTPS, without which the site is served over HTTP only
 * @param options.perSecond allowed requests of one client per second
 */
export async function composeProxy(
  folder: string,
  options: { sitePort: number; host: string; port: number; tlsPort?: number; perSecond?: number },
): Promise<string> {
  const { sitePort, host, port, tlsPort, perSecond } = options;
  let config = (await readFile(productionConfig, 'utf8'))
    .replaceAll(/^ *listen \[::\].*\n/gm, '')
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${sitePort}`)
    .replaceAll('/var/cache/nginx/tidemark', `${folder}/cache`)
    .replaceAll(/\/etc\/letsencrypt\/live\/[^/]+/g, folder)
    .replaceAll('tidemark.example.org', host);
  if (perSecond) config = config.replace('rate=50r/s', `rate=${perSecond}r/s`);
  if (tlsPort === undefined)
    return config
      .replace(/^server \{\s*listen 80;[\s\S]*?^\}/m, '')
      .replaceAll(/^ *(?:ssl_|http2 ).*\n/gm, '')
      .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`);
  const certificate = ['-keyout', `${folder}/privkey.pem`, '-out', `${folder}/fullchain.pem`];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const made = await runProgram('openssl', ['req', '-x509', ...key, ...certificate, '-subj', `/CN=${host}`]);
  if (made.exitCode !== 0) throw new Error(made.output);
  return config
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${tlsPort} ssl;`);
}
