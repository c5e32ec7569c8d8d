import type { RawAnswer } from './raw-answer';

/** Whether others may be sent the same answer later: it was found, is for everybody, and depends on nothing that isn't asked here. */
export function mayBeKept(
  { status, headers, isListed }: Pick<RawAnswer, 'status' | 'headers' | 'isListed'>,
  { isOfBenchmark }: { isOfBenchmark: boolean },
): boolean {
  if (status !== 200 || headers['set-cookie'] !== undefined) return false;
  if (isOfBenchmark ? isListed !== true : isListed === false) return false;
  const isPage = headers['content-type']?.startsWith('text/html') === true;
  // Next says so of every page that is made when it is asked for.
  if (!isPage && /private|no-store/.test(headers['cache-control'] ?? '')) return false;
  return (headers.vary ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .every((name) => name === '' || name === 'accept-encoding' || isOfNext(name));
}

const isOfNext = (name: string): boolean =>
  name === 'rsc' || name === 'next-url' || name.startsWith('next-router-');
