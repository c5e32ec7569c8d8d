import { createHash, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOnLoopback } from './listen-on-loopback';

export const testClient = { id: 'tidemark', secret: 'secret-of-a-test' };

type Claims = Record<string, unknown>;

type Endpoint = '/.well-known/openid-configuration' | '/token' | '/jwks';

/** A mock OpenID Connect issuer on loopback, at which `user` is signed in. The other fields make it misbehave. */
export type TestIssuer = {
  url: string;
  user: { sub: string; name?: string; email?: string; email_verified?: boolean };
  /** Returns the ID token that the issuer sends instead of the honest one; null for the honest one. */
  forge: ((honest: { claims: Claims; keys: IssuerKeys }) => string) | null;
  /** The endpoint whose response never ends; with `hasBegun`, it sends a part of the response before. Null for none. */
  stuck: { at: Endpoint; hasBegun: boolean } | null;
  /** The issuer name in the discovery document and in tokens; null for the real one, `url`. */
  statedIssuer: string | null;
  /** Follows the redirect to the issuer as a browser would. @returns the address to which the issuer redirects back */
  authorize: (sentTo: string) => Promise<URL>;
  stop: () => Promise<void>;
};

type IssuerKeys = { privateKey: KeyObject; publicKey: KeyObject; kid: string };

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Signs a token (RFC 7515, compact form). The key is an RSA private key for RS256, bytes for HS256, and null for `none`. */
export function signToken(
  header: { alg: string; kid?: string },
  claims: Claims,
  key: KeyObject | string | null,
): string {
  const signed = `${encode(header)}.${encode(claims)}`;
  if (key === null) return `${signed}.`;
  const signature =
    typeof key === 'string'
      ? createHmac('sha256', key).update(signed).digest()
      : sign('sha256', Buffer.from(signed), key);
  return `${signed}.${signature.toString('base64url')}`;
}

type Grant = { nonce: string | null; challenge: string | null; redirectUri: string };

/** @param port 0 for any free port */
export async function startTestIssuer(user: TestIssuer['user'], port = 0): Promise<TestIssuer> {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys: IssuerKeys = { ...pair, kid: 'key-of-a-test' };
  const grants = new Map<string, Grant>();
  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  const issuer: TestIssuer = {
    ...{ url: '', user, forge: null, stuck: null, statedIssuer: null },
    authorize: async (sentTo) => {
      const { headers } = await fetch(sentTo, { redirect: 'manual' });
      return new URL(headers.get('location') ?? '');
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer.url);
    if (issuer.stuck?.at === pathname) {
      if (issuer.stuck.hasBegun) response.writeHead(200, { 'content-type': 'application/json' }).write('{');
      return;
    }
    const sendJson = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return void sendJson(200, {
          issuer: issuer.statedIssuer ?? issuer.url,
          authorization_endpoint: `${issuer.url}/authorize`,
          token_endpoint: `${issuer.url}/token`,
          jwks_uri: `${issuer.url}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          // Offers more algorithms than the site accepts, as real issuers may.
          id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
        });
      case '/jwks':
        return void sendJson(200, {
          keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: keys.kid, alg: 'RS256', use: 'sig' }],
        });
      case '/authorize': {
        const code = `code-${grants.size + 1}`;
        const redirectUri = searchParams.get('redirect_uri') ?? '';
        grants.set(code, {
          nonce: searchParams.get('nonce'),
          challenge: searchParams.get('code_challenge'),
          redirectUri,
        });
        const back = new URL(redirectUri);
        back.search = new URLSearchParams({ code, state: searchParams.get('state') ?? '' }).toString();
        return void response.writeHead(302, { location: back.href }).end();
      }
      case '/token': {
        const form = new URLSearchParams(await text(request));
        const code = form.get('code') ?? '';
        const grant = grants.get(code);
        // A code works only once (RFC 6749, section 4.1.2). Its entry stays in the map, so that its number isn't used again.
        grants.set(code, { nonce: null, challenge: null, redirectUri: '' });
        if (!grant || !isOwner(request, form, grant)) return void sendJson(400, { error: 'invalid_grant' });
        const now = Math.floor(Date.now() / 1000);
        const claims: Claims = {
          ...{ iss: issuer.statedIssuer ?? issuer.url, aud: testClient.id, ...issuer.user },
          ...{ iat: now, exp: now + 300, nonce: grant.nonce },
        };
        const honest = () => signToken({ alg: 'RS256', kid: keys.kid }, claims, keys.privateKey);
        const idToken = issuer.forge?.({ claims, keys }) ?? honest();
        return void sendJson(200, { access_token: 'of-a-test', token_type: 'Bearer', id_token: idToken });
      }
      default:
        return void response.writeHead(404).end();
    }
  }

  const listening = await listenOnLoopback(server, port);
  issuer.url = `http://127.0.0.1:${listening}`;
  return issuer;
}

/** Checks the client's secret, and the code verifier against the challenge (RFC 7636, section 4.6). */
function isOwner(request: IncomingMessage, form: URLSearchParams, grant: Grant): boolean {
  const password = Buffer.from(`${testClient.id}:${testClient.secret}`).toString('base64');
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  return (
    request.headers.authorization === `Basic ${password}` &&
    form.get('redirect_uri') === grant.redirectUri &&
    challenge === grant.challenge
  );
}
