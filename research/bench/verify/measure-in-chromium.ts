import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import ts from 'typescript';
import { findChromium } from '@/testing/find-chromium';
import type { BrowserMeasurement } from './bench-worker';

/** Verifies an unpacked archive in a worker thread of Chromium, by Web Crypto; null without Chromium. */
export async function measureInChromium(
  archiveFolder: string,
): Promise<(BrowserMeasurement & { browser: string }) | null> {
  const executablePath = await findChromium();
  if (!executablePath) return null;
  const { origin, server } = await serveModules(archiveFolder);
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
  try {
    const page = await browser.newPage();
    await page.goto(origin);
    const measured = await page.evaluate<BrowserMeasurement>(
      `new Promise((done, fail) => {
        const worker = new Worker('/research/bench/verify/bench-worker', { type: 'module' });
        worker.onmessage = ({ data }) => done(data);
        worker.onerror = ({ message }) => fail(new Error(message));
      })`,
    );
    return { ...measured, browser: `Chromium ${browser.version()}` };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Serves the modules of lib/core and this bench's worker to a browser, each stripped of its types, and a folder under /archive/.
 * On loopback only.
 */
async function serveModules(archiveFolder: string): Promise<{ origin: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname;
    if (path === '/') return void response.setHeader('content-type', 'text/html').end('<!doctype html>');
    if (path.startsWith('/archive/')) {
      const file = join(archiveFolder, path.slice('/archive/'.length));
      const isThere = await stat(file).catch(() => null);
      if (isThere) return void createReadStream(file).pipe(response);
    } else {
      const source = await readFile(join(root, `${path}.ts`), 'utf8').catch(() => null);
      if (source !== null)
        return void response.setHeader('content-type', 'text/javascript').end(stripTypes(source));
    }
    response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { origin: `http://127.0.0.1:${address.port}`, server };
}

const stripTypes = (source: string): string =>
  ts
    .transpileModule(source, {
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2022,
        verbatimModuleSyntax: true,
      },
    })
    .outputText.replaceAll("from '@/", "from '/");
