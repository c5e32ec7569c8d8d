import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import { chooseCoding } from '../page-cache/choose-coding';

const types: Readonly<Record<string, string>> = {
  js: 'application/javascript; charset=UTF-8',
  css: 'text/css; charset=UTF-8',
};

/**
 * Sends scripts and style sheets as the build has packed them (`scripts/start/pack-scripts.ts`), to whoever takes brotli. They are what
 * Next built but for a hint (0073), and each change of what Next builds has a name of its own.
 * @param folder of the build's static files; nothing is sent where none is packed
 * @param sayOf what every answer says; a worker's script brings its own policy
 * @returns false, and nothing done, where Next has to answer: to others, and for files that aren't packed
 */
export function sendScripts(
  folder: string,
  sayOf: () => Readonly<Record<string, string>>,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const packed = readPacked(folder);
  return ({ method, url = '', headers: asked }, response) => {
    const file = method === 'GET' || method === 'HEAD' ? packed.get(url) : undefined;
    if (!file || chooseCoding(asked['accept-encoding']) !== 'br') return false;
    response.writeHead(200, {
      ...sayOf(),
      'content-type': file.type,
      'content-encoding': 'br',
      'content-length': file.bytes.length,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    response.end(method === 'HEAD' ? undefined : file.bytes);
    return true;
  };
}

/** By address: what isn't in this list is no file of ours. */
function readPacked(folder: string): ReadonlyMap<string, { type: string; bytes: Buffer }> {
  return new Map(
    listFiles(folder).flatMap((name) => {
      const [, ending] = /\.(js|css)\.br$/.exec(name) ?? [];
      const type = ending && types[ending];
      if (!type) return [];
      const address = `/_next/static/${name.replace(/\.br$/, '').split(sep).join('/')}`;
      return [[address, { type, bytes: readFileSync(join(folder, name)) }] as const];
    }),
  );
}

/** None where the site runs without a build. */
function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}
