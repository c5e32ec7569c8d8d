import { networkInterfaces } from 'node:os';
import { ok, type Result, refuse } from '@/lib/core/result';

type ReachabilitySettings = {
  /** The address on which the site's server listens. */
  readonly host: string;
  /** The site's public address. */
  readonly publicUrl: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** `loopback`: only this machine can reach the site, so its mail may go to its own inbox page. */
export const reachabilities = ['loopback', 'elsewhere'] as const;
export type Reachability = (typeof reachabilities)[number];

/**
 * Decides whether a site may start: one that is reachable from elsewhere must have a sign-in method that proves identity (mail,
 * GitHub, ORCID or an OpenID Connect issuer), since the inbox page would let any visitor sign in as any person.
 *
 * @returns where the site can be reached from, or a message for its operator
 */
export function decideReachability(settings: ReachabilitySettings): Result<Reachability, string> {
  const { host, publicUrl, environment } = settings;
  if (!URL.canParse(publicUrl) || !/^https?:$/.test(new URL(publicUrl).protocol)) {
    return refuse(`PUBLIC_URL is not an http or https address: ${publicUrl}`);
  }
  const publicHost = new URL(publicUrl).hostname;
  if (isLoopback(host) && isLoopback(publicHost)) return ok('loopback');
  if (hasProvenSignIn(environment)) return ok('elsewhere');
  const reason = isLoopback(host) ? `PUBLIC_URL names ${publicHost}` : `HOST is ${host}`;
  return refuse(
    `This site can be reached from other machines (${reason}), but has no safe way to sign in. ` +
      'Set SMTP_URL, or GITHUB_ID and GITHUB_SECRET, or ORCID_ID and ORCID_SECRET, or OIDC_ISSUER, OIDC_ID and OIDC_SECRET. ' +
      'To try it on this machine alone, unset HOST and PUBLIC_URL.',
  );
}

export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Connections to a machine's own addresses don't leave it. */
export function isOfThisMachine(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  const addresses = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  return isLoopback(name) || addresses.some(({ address }) => address === name);
}

function hasProvenSignIn(environment: Readonly<Record<string, string | undefined>>): boolean {
  const has = (...names: readonly string[]) => names.every((name) => Boolean(environment[name]?.trim()));
  return (
    has('SMTP_URL') ||
    has('GITHUB_ID', 'GITHUB_SECRET') ||
    has('ORCID_ID', 'ORCID_SECRET') ||
    has('OIDC_ISSUER', 'OIDC_ID', 'OIDC_SECRET')
  );
}
