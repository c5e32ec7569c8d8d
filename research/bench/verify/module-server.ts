import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Serves lib/core and the worker of this bench to a browser as they are, each module stripped of its types, and a folder
 * under /archive/. On loopback only.
 */
export async function serveModules(archiveFolder: string): Promise<{ origin: string; server: Server }> {
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
