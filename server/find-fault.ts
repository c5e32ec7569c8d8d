import type { IncomingMessage } from 'node:http';

export type RequestFault = { status: number; headers: Record<string, string>; body: string };

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Why a request is answered before a page is asked. Node takes the first of two `Host` headers, and another server on the way may take
 * the second; Next answers 500 to a path that it can't decode and to an action from another origin.
 */
export function findFault(
  {
    method = '',
    url = '',
    headers,
    rawHeaders,
  }: Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>,
  { hosts, protocol }: { hosts: ReadonlySet<string>; protocol: string },
): RequestFault | null {
  if (countHosts(rawHeaders) > 1) return fault(400, 'This request names two hosts.');
  if (!hosts.has(headers.host?.toLowerCase() ?? '')) return fault(421, 'This site has another name.');
  if (!methods.has(method))
    return fault(405, 'This site takes no such method.', { allow: [...methods].join(', ') });
  if (!isReadablePath(url)) return fault(400, 'This address can’t be read.');
  if (isForeignForm(method, url, headers.origin, hosts, protocol))
    return fault(403, 'This was sent by a page of another site.');
  return null;
}

function fault(status: number, words: string, headers: Record<string, string> = {}): RequestFault {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: `${words}\n` };
}

/** Every request comes by here. */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2)
    if (rawHeaders[i]!.length === 4 && rawHeaders[i]!.toLowerCase() === 'host') count += 1;
  return count;
}

/**
 * A path from the root, in whole escapes of UTF-8, and without steps up: browsers walk these themselves, and what Next makes of them is
 * another page than the one that we took it for. A target that names a server is for proxies.
 */
function isReadablePath(url: string): boolean {
  const [path = ''] = url.split('?', 1);
  if (!path.startsWith('/')) return false;
  const decoded = path.includes('%') ? decodePath(path) : path;
  return decoded !== undefined && !stepInPath.test(decoded);
}

/** `.` or `..` as a whole segment; browsers read a backslash as a slash. */
const stepInPath = /[/\\]\.{1,2}(?:[/\\]|$)/;

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** The API looks at origins by itself, since a token works from anywhere. */
function isForeignForm(
  method: string,
  url: string,
  origin: string | undefined,
  hosts: ReadonlySet<string>,
  protocol: string,
): boolean {
  if (method !== 'POST' || origin === undefined || url.startsWith('/api/')) return false;
  return ![...hosts].some((host) => origin === `${protocol}//${host}`);
}
