import { resolve } from 'node:path';
import { decideReachability, type Reachability } from '@/adapters/reachability';
import { ok, type Result, refuse } from '@/lib/core/result';

export type SiteSettings = {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  /** Absolute path of the site's data folder. */
  readonly dataDir: string;
  /** URL of the operator's PostgreSQL for the migration role; undefined selects the embedded server. */
  readonly databaseUrl: string | undefined;
  /**
   * URLs of the operator's PostgreSQL for the other two roles, if an administrator has made them (`npm run
   * --silent migrate -- --print-roles`).
   */
  readonly webDatabaseUrl: string | undefined;
  readonly scorerDatabaseUrl: string | undefined;
  /** Archive folder for the embedded server's write-ahead log; undefined means no archive. */
  readonly walArchive: string | undefined;
  readonly hasDemo: boolean;
  readonly hasInbox: boolean;
  readonly reachableFrom: Reachability;
};

/**
 * Reads TIDEMARK_WAL_ARCHIVE, which every start of the server needs: a start without it leaves a gap in the
 * archive.
 */
export function readWalArchive(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  resolvePath: (path: string) => string = resolve,
): string | undefined {
  const folder = environment.TIDEMARK_WAL_ARCHIVE?.trim();
  return folder ? resolvePath(folder) : undefined;
}

/** Settings that only `npm start` itself reads, and passes to no process. */
export const startSettings = ['TIDEMARK_DATA_DIR', 'TIDEMARK_WAL_ARCHIVE', 'TIDEMARK_DEMO'] as const;

/**
 * Reads the operator's settings: HOST, PORT, PUBLIC_URL, DATABASE_URL, the URLs of the two roles, and
 * `startSettings`.
 * @param resolvePath makes a path absolute @returns the settings, or a message for the operator
 */
export function parseSiteSettings(
  environment: Readonly<Record<string, string | undefined>>,
  resolvePath: (path: string) => string,
): Result<SiteSettings, string> {
  const given = (name: string) => environment[name]?.trim() || undefined;
  const port = Number(given('PORT') ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    return refuse(`PORT must be a whole number from 1 to 65535, not ${environment.PORT}`);
  }
  for (const name of ['DATABASE_URL', 'DATABASE_URL_WEB', 'DATABASE_URL_SCORER']) {
    const url = given(name);
    if (url === undefined) continue;
    if (!/^postgres(ql)?:\/\/[^/]+/.test(url))
      return refuse(`${name} must look like postgres://user:password@host:5432/database`);
    if (!given('DATABASE_URL'))
      return refuse(
        `${name} is set without DATABASE_URL, and \`npm start\` would start a server of its own.`,
      );
  }
  const host = given('HOST') ?? '127.0.0.1';
  const publicUrl = (given('PUBLIC_URL') ?? `http://localhost:${port}`).replace(/\/+$/, '');
  const reachability = decideReachability({ host, publicUrl, environment });
  if (!reachability.ok) return reachability;
  return ok({
    host,
    port,
    publicUrl,
    dataDir: resolvePath(given('TIDEMARK_DATA_DIR') ?? '.data'),
    databaseUrl: given('DATABASE_URL'),
    webDatabaseUrl: given('DATABASE_URL_WEB'),
    scorerDatabaseUrl: given('DATABASE_URL_SCORER'),
    walArchive: readWalArchive(environment, resolvePath),
    hasDemo: given('TIDEMARK_DEMO') !== '0',
    hasInbox: reachability.value === 'loopback' && given('SMTP_URL') === undefined,
    reachableFrom: reachability.value,
  });
}
