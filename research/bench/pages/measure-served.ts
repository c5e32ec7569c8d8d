import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { composeProxy, provideNginx, startNginx } from '@/testing/start-nginx';
import { computeMedian } from '../peer/time-program';
import type { Site } from '../site/with-site';

const rounds = 5;

const seconds = Number(process.env.BENCH_SECONDS ?? 3);

const paths: Readonly<Record<string, string>> = {
  home: '/',
  'benchmark-50': '/benchmarks/ranks-50',
  'benchmark-1000': '/benchmarks/ranks-1000',
  badge: '/badge/ranks-50.svg',
  'leaderboard-json': '/api/v1/benchmarks/ranks-50/rounds/1/leaderboard',
};

/** Goals: the share of nginx's own static speed behind it, and pages a second without it. */
const [shareMin, perSecondMin] = [0.9, 1_000];

/** A response as the site sends it to a client that accepts gzip. */
const fetchPacked = (url: string) =>
  new Promise<{ headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': 'gzip' } }, async (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${url} responded ${response.statusCode}`));
      resolve({ headers: response.headers, body: Buffer.concat(await response.toArray()) });
    })
      .once('error', reject)
      .end();
  });

/** A location that sends the same bytes with the same headers from a file. */
async function composeStatic(folder: string, site: string, name: string): Promise<string> {
  const { headers, body } = await fetchPacked(`${site}${paths[name]}`);
  await mkdir(join(folder, 'files'), { recursive: true });
  await writeFile(join(folder, 'files', name), body);
  const hopHeaders = ['content-type', 'content-length', 'date', 'connection', 'keep-alive'];
  const added = Object.entries(headers)
    .filter(([header]) => !hopHeaders.includes(header))
    .map(([header, value]) => `add_header ${header} "${[value].flat().join(', ').replaceAll('"', '\\"')}";`);
  return `location = /${name} { types {} default_type "${headers['content-type']}"; ${added.join(' ')} }`;
}

/**
 * Requests per second of cached pages: by the site alone, by nginx in front of it with the configuration of `deploy/nginx` (over HTTP and
 * without its limits for one client), and by nginx from files. In turn, with medians.
 */
export async function measureServed(site: Site): Promise<void> {
  const reason = await provideNginx();
  if (reason) return console.log(reason);
  const [port, staticPort] = [await findFreePort('127.0.0.1'), await findFreePort('127.0.0.1')];
  const [proxy, files] = [`http://localhost:${port}`, `http://127.0.0.1:${staticPort}`];
  const sitePort = Number(new URL(site.url).port);
  const nginx = await startNginx(files, async (folder) => {
    const locations: string[] = [];
    for (const name of Object.keys(paths)) locations.push(await composeStatic(folder, site.url, name));
    const config = await composeProxy(folder, { sitePort, host: 'localhost', port, perSecond: 1_000_000 });
    return `${config.replace('Host $http_host', `Host localhost:${sitePort}`)}
server { listen 127.0.0.1:${staticPort}; root ${folder}/files; etag off; open_file_cache max=100; ${locations.join('\n')} }`;
  });
  console.log(
    `${cpus().length} cores, wrk with one thread and 32 connections, gzip; medians of ${rounds} runs of ${seconds} s, in turn`,
  );
  try {
    for (const [name, path] of Object.entries(paths)) {
      const urls = { alone: `${site.url}${path}`, proxied: `${proxy}${path}`, static: `${files}/${name}` };
      const counts: Record<keyof typeof urls, number[]> = { alone: [], proxied: [], static: [] };
      for (let round = 0; round < rounds; round += 1)
        for (const who of ['alone', 'proxied', 'static'] as const)
          counts[who].push(await countRequests(urls[who], seconds));
      const [alone, proxied, fromFiles] = [counts.alone, counts.proxied, counts.static].map(computeMedian);
      const share = (proxied ?? 0) / (fromFiles ?? 0);
      const isMet = share >= shareMin && (alone ?? 0) >= perSecondMin;
      console.log(
        `${name}: ${Math.round(alone ?? 0)}/s alone, ${Math.round(proxied ?? 0)}/s behind nginx (${share.toFixed(2)} of its ${Math.round(fromFiles ?? 0)}/s from files)` +
          `${isMet ? '' : ', which misses the goal'}; load ${loadavg()[0]?.toFixed(1)}`,
      );
    }
  } finally {
    await nginx.stop();
  }
}

const connectionCount = 32;

/**
 * Requests per second by wrk: one thread, 32 keep-alive connections.
 * @throws where it isn't installed, or a response wasn't 200
 */
async function countRequests(url: string, seconds: number): Promise<number> {
  const words = ['-t1', `-c${connectionCount}`, `-d${seconds}s`, '-H', 'accept-encoding: gzip', url];
  const { stdout } = await promisify(execFile)('wrk', words, { timeout: (seconds + 20) * 1_000 });
  if (/Non-2xx/.test(stdout)) throw new Error(`${url} was refused: ${stdout}`);
  const [, perSecond] = /Requests\/sec:\s+([\d.]+)/.exec(stdout) ?? [];
  if (perSecond === undefined) throw new Error(`wrk said something else: ${stdout}`);
  return Number(perSecond);
}
