import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packScripts } from '@/scripts/start/pack-scripts';
import { sendScripts } from './send-scripts';

const script = `${'const tide = 1;'.repeat(200)}\n`;

describe('scripts of a build', () => {
  let root: string;
  let server: Server;

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'packed-scripts-'));
    const chunks = join(root, '.next', 'static', 'chunks');
    await mkdir(chunks, { recursive: true });
    for (const name of ['a1.js', 'b2.css', 'a1.js.map', 'c3.woff2'])
      await writeFile(join(chunks, name), script);
    await writeFile(join(root, '.next', 'secret.js'), script);
    const manifest = { rootMainFiles: ['static/chunks/react.js'] };
    await writeFile(join(root, '.next', 'build-manifest.json'), JSON.stringify(manifest));
    await writeFile(join(chunks, 'react.js'), script);
  });
  afterEach(() => {
    server?.close();
    rmSync(root, { recursive: true });
  });

  async function start(): Promise<void> {
    const send = sendScripts(join(root, '.next', 'static'), () => ({ 'x-content-type-options': 'nosniff' }));
    server = createServer((asked, response) => {
      if (!send(asked, response)) response.writeHead(404).end('Next');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  }

  async function ask(path: string, encoding = 'gzip, deflate, br, zstd', method = 'GET') {
    const { port } = server.address() as AddressInfo;
    const asked = request({ port, path, method, headers: { 'accept-encoding': encoding } }).end();
    const [answer] = await once(asked, 'response');
    return { headers: answer.headers, body: await buffer(answer), isNext: answer.statusCode === 404 };
  }

  it('ask to be compiled at once where every page begins with them', async () => {
    await packScripts(root);
    await start();
    const { body } = await ask('/_next/static/chunks/react.js');
    expect(brotliDecompressSync(body).toString()).toBe(`//# allFunctionsCalledOnLoad\n${script}`);
  });

  it('are sent as they were packed to whoever takes brotli, to be kept for good', async () => {
    await packScripts(root);
    await start();
    for (const [name, type] of [
      ['a1.js', 'application/javascript; charset=UTF-8'],
      ['b2.css', 'text/css; charset=UTF-8'],
    ]) {
      const { headers, body } = await ask(`/_next/static/chunks/${name}`);
      expect(brotliDecompressSync(body).toString()).toBe(script);
      expect(headers).toMatchObject({
        ...{ 'content-type': type, 'content-encoding': 'br', 'x-content-type-options': 'nosniff' },
        ...{ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' },
      });
      const head = await ask(`/_next/static/chunks/${name}`, 'br', 'HEAD');
      expect(head.body).toHaveLength(0);
      expect(head.headers['content-length']).toBe(String(body.length));
    }
  });

  it('are left to Next for others, and so is all else', async () => {
    await packScripts(root);
    expect(await readdir(join(root, '.next', 'static', 'chunks'))).not.toContain('c3.woff2.br');
    await start();
    for (const [path, encoding, method] of [
      ['/_next/static/chunks/a1.js', 'gzip'],
      ['/_next/static/chunks/a1.js', 'br;q=0, gzip'],
      ['/_next/static/chunks/a1.js', 'br', 'POST'],
      ['/_next/static/chunks/a1.js.br'],
      ['/_next/static/chunks/a1.js.map'],
      ['/_next/static/chunks/c3.woff2'],
      ['/_next/static/chunks/none.js'],
      ['/_next/static/../secret.js'],
    ])
      expect((await ask(path!, encoding, method)).isNext, path).toBe(true);
  });

  it('are left to Next where a build has packed none, and where there is no build', async () => {
    await start();
    expect((await ask('/_next/static/chunks/a1.js')).isNext).toBe(true);
    expect(sendScripts(join(root, 'nowhere'), () => ({}))).toBeTypeOf('function');
  });
});
