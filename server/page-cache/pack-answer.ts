import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { RawAnswer } from './raw-answer';
import type { SentWay } from './send-whole';
import { trustInlineScripts } from './trust-inline-scripts';

export const codings = ['br', 'gzip', 'identity'] as const;
export type Coding = (typeof codings)[number];

/** An answer as it is sent again and again: each way of writing it made once, with its headers. */
export type PackedAnswer = {
  status: number;
  /** The `entity-tag` of RFC 9110 § 8.8.3 without `W/`. */
  etag: string;
  /** Names and values in turn, as `writeHead` takes them. */
  ways: Record<Coding, SentWay>;
  byteCount: number;
};

const packGzip = promisify(gzip);
const packBrotli = promisify(brotliCompress);

/** Of the answer's own, these are said anew: by Node, by the server for every answer, or here. */
const saidAnew = new Set([
  ...['connection', 'keep-alive', 'transfer-encoding', 'date', 'content-length', 'content-encoding'],
  ...['content-security-policy', 'etag', 'vary', 'cache-control', 'accept-ranges'],
]);

/**
 * Packs an answer for visitors. Compressed off the thread that serves.
 * @param isKept whether others will be sent it too
 * @param policyOf what an answer may do in whose page these inline scripts are
 * @param headersOf what every answer says, under a content security policy
 */
export async function packAnswer(
  raw: RawAnswer,
  {
    isKept,
    policyOf,
    headersOf,
  }: {
    isKept: boolean;
    policyOf: (hashes: readonly string[]) => string;
    headersOf: (policy: string) => Readonly<Record<string, string>>;
  },
): Promise<PackedAnswer> {
  const type = raw.headers['content-type'] ?? '';
  const isPage = type.startsWith('text/html');
  const trusted = isPage ? trustInlineScripts(raw.body.toString('utf8'), raw.nonce) : null;
  const body = trusted ? Buffer.from(trusted.html) : raw.body;
  const etag = raw.headers.etag?.replace(/^W\//, '') ?? `"${hashOf(body)}"`;
  const said = Object.entries({
    ...ownHeaders(raw),
    ...headersOf(policyOf(trusted?.sources ?? [])),
    // Somebody signed in is answered otherwise, so whatever keeps a page asks again.
    'cache-control':
      isKept && isPage ? 'public, max-age=0, must-revalidate' : (raw.headers['cache-control'] ?? 'no-store'),
    vary: [...listVaried(raw.headers.vary), 'accept-encoding', 'cookie', 'authorization'].join(', '),
  }).flat();
  const way = (coding: Coding, bytes: Buffer) => ({
    body: bytes,
    headers: [
      ...[...said, 'etag', coding === 'identity' ? etag : `W/${etag}`],
      ...['content-length', String(bytes.length)],
      ...(coding === 'identity' ? [] : ['content-encoding', coding]),
    ],
  });
  const [br, zipped] = isPackable(type, body)
    ? await Promise.all([
        packBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
        // For the few that take no brotli, and once for each answer that is kept.
        packGzip(body, { level: constants.Z_BEST_COMPRESSION }),
      ])
    : [null, null];
  const identity = way('identity', body);
  const ways = { br: br ? way('br', br) : identity, gzip: zipped ? way('gzip', zipped) : identity, identity };
  return { status: raw.status, etag, ways, byteCount: byteCountOf(ways) };
}

const byteCountOf = (ways: PackedAnswer['ways']): number => {
  const bodies = new Set(codings.map((coding) => ways[coding].body));
  return [...bodies].reduce((sum, { length }) => sum + length, 0);
};

const isPackable = (type: string, body: Buffer): boolean =>
  body.length > 1_000 && /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml)|image\/svg)/.test(type);

/** Next puts the nonce into its `link` too. */
const ownHeaders = ({ headers, nonce }: RawAnswer): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || saidAnew.has(name)
        ? []
        : [
            [
              name,
              [value]
                .flat()
                .join(', ')
                .replaceAll(` nonce="${nonce}";`, '')
                .replaceAll(`; nonce="${nonce}"`, ''),
            ],
          ],
    ),
  );

const listVaried = (vary = ''): string[] =>
  vary
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => !['', 'accept-encoding', 'cookie', 'authorization'].includes(name));

const hashOf = (body: Buffer): string => createHash('sha256').update(body).digest('base64url').slice(0, 27);
