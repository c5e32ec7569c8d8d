import type { IncomingMessage } from 'node:http';

/**
 * Whether a request reads, and is one that everybody gets the same answer to: it carries neither a session nor a token, and wants
 * neither a table as CSV nor what Next's own scripts ask for. Other cookies make no difference to what is kept.
 */
export function isByAVisitor({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  // What is read needs no body, and nobody here would hold it to a speed.
  if (headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0') return false;
  if (headers.authorization !== undefined) return false;
  // By any of its names, whole or in pieces.
  if (headers.cookie?.includes('session-token')) return false;
  if (headers.accept?.includes('text/csv')) return false;
  return !ofNextsScripts.some((name) => headers[name] !== undefined);
}

const ofNextsScripts = [
  'rsc',
  'next-router-state-tree',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-url',
  'next-action',
  'x-nextjs-data',
];
