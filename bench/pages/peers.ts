import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '@/adapters/embedded-postgres/find-free-port';
import { waitUntil } from '@/testing/wait-until';

/** What is served: the bytes as the site sends them, and what it says of them. */
export type ServedAnswer = { name: string; headers: Record<string, string>; body: Buffer };

export type Peer = { name: string; url: string; stop: () => void };

/** nginx with one worker, which sends the same bytes with the same headers; null where there is none. */
export async function startNginx(folder: string, answers: readonly ServedAnswer[]): Promise<Peer | null> {
  const port = await findFreePort('127.0.0.1');
  await mkdir(join(folder, 'files'), { recursive: true });
  for (const { name, body } of answers) await writeFile(join(folder, 'files', name), body);
  const config = join(folder, 'nginx.conf');
  await writeFile(config, composeConfig(folder, port, answers));
  return startPeer(
    'nginx',
    spawn('nginx', ['-c', config, '-p', folder, '-e', 'stderr'], { stdio: 'ignore' }),
    port,
  );
}

/** As fast as it goes: no log, open files remembered, a connection kept for as many requests as one likes. */
const composeConfig = (folder: string, port: number, answers: readonly ServedAnswer[]): string => `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log /dev/null;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  open_file_cache max=100;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ')}
  server {
    listen 127.0.0.1:${port};
    root ${folder}/files;
    etag off;
${answers.map(composePlace).join('\n')}
  }
}
`;

const composePlace = ({ name, headers }: ServedAnswer): string =>
  `    location = /${name} { types {} default_type "${headers['content-type']}"; ${Object.entries(headers)
    .filter(
      ([header]) => !['content-type', 'content-length', 'date', 'connection', 'keep-alive'].includes(header),
    )
    .map(([header, value]) => `add_header ${header} "${value.replaceAll('"', '\\"')}";`)
    .join(' ')} }`;

/** A bare server of Node's that does nothing but send the same bytes with the same headers. */
export async function startNode(folder: string, answers: readonly ServedAnswer[]): Promise<Peer | null> {
  const port = await findFreePort('127.0.0.1');
  const file = join(folder, 'answers.json');
  await writeFile(
    file,
    JSON.stringify(answers.map(({ body, ...rest }) => ({ ...rest, body: body.toString('base64') }))),
  );
  const program = fileURLToPath(new URL('./bare-server.mjs', import.meta.url));
  return startPeer(
    'node:http',
    spawn(process.execPath, [program, file, String(port)], { stdio: 'ignore' }),
    port,
  );
}

async function startPeer(name: string, child: ChildProcess, port: number): Promise<Peer | null> {
  let isGone = false;
  child.once('error', () => {
    isGone = true;
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntil(async () => {
    if (child.exitCode !== null) isGone = true;
    return (
      isGone ||
      fetch(url).then(
        () => true,
        () => false,
      )
    );
  });
  return isGone ? null : { name, url, stop: () => child.kill('SIGTERM') };
}
