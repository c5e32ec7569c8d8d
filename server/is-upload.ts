import type { IncomingMessage } from 'node:http';

/** Where files are received; their readers hold them to a speed (adapters/read-multipart.ts), once they know who sends them. */
const uploadPath = /^\/api\/v1\/benchmarks\/[^/?#]+\/(?:submissions|rounds(?:\/[^/?#]+\/test-set)?)(?:\?|$)/;

/**
 * Whether a request sends a file, which may take minutes: by its address, its type, and that somebody is named as its sender. Whatever
 * else calls itself a form with files is held to the time of a form.
 */
export function isUpload({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): boolean {
  if (!headers['content-type']?.startsWith('multipart/form-data')) return false;
  const isNamed = headers.authorization !== undefined || headers.cookie?.includes('session-token') === true;
  return isNamed && uploadPath.test(url);
}
