import { defaultSiteLimits } from '@/adapters/environment';
import type { Reachability } from '@/adapters/reachability';

type Environment = Record<string, string> & { NODE_ENV: 'production' };

type ChildEnvironmentOptions = {
  /** This process's environment; only the names below are passed on. */
  readonly ambient: Readonly<Record<string, string | undefined>>;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly authSecret: string;
  readonly webDatabaseUrl: string;
  readonly scorerDatabaseUrl: string;
  readonly objectStoreDir: string;
  /** The scorer's public key. */
  readonly scorerRecipient: string;
  /** The file with the scorer's private key. */
  readonly scorerIdentityFile: string;
  readonly reachableFrom: Reachability;
};

const forAll = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'TMPDIR',
  'TZ',
  'LANG',
  'LC_ALL',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'LOG_LEVEL',
  'FREE_SPACE_MB_MIN',
];
const forWeb = [
  'WEB_DATABASE_POOL_MAX',
  'WEB_STATEMENT_TIMEOUT_MS',
  'SMTP_URL',
  'MAIL_FROM',
  'GITHUB_ID',
  'GITHUB_SECRET',
  'ORCID_ID',
  'ORCID_SECRET',
  'SIGN_IN_MAILS_PER_HOUR',
  'TRUSTED_PROXIES',
  'TIDEMARK_OPERATOR',
  'TIDEMARK_CONTACT',
  'TIDEMARK_SOURCE_URL',
  'TIDEMARK_FIRST_BENCHMARK_UNLISTED',
  'TIDEMARK_REQUESTS_PER_ADDRESS_MAX',
  'TIDEMARK_CONNECTIONS_PER_ADDRESS_MAX',
  ...Object.keys(defaultSiteLimits),
];
const forScorer = ['SCORER_DATABASE_POOL_MAX', 'SCORER_STATEMENT_TIMEOUT_MS', 'TIDEMARK_SCORER_THREADS'];

/**
 * The environments of the site's processes. They are allowlists, so a later secret reaches no process by accident: the web
 * process gets no access to the scorer's key or database role, the scorer none to the web's sign-in secrets, and the build
 * neither.
 */
export function childEnvironments(options: ChildEnvironmentOptions): {
  web: Environment;
  scorer: Environment;
  build: Environment;
} {
  const shared: Environment = {
    ...pick(options.ambient, forAll),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    ORT_DISABLE_TELEMETRY: '1',
  };
  return {
    web: {
      ...shared,
      ...pick(options.ambient, forWeb),
      HOST: options.host,
      PORT: String(options.port),
      PUBLIC_URL: options.publicUrl,
      NEXTAUTH_URL: options.publicUrl,
      NEXTAUTH_SECRET: options.authSecret,
      DATABASE_URL_WEB: options.webDatabaseUrl,
      OBJECT_STORE_DIR: options.objectStoreDir,
      SCORER_RECIPIENT: options.scorerRecipient,
    },
    scorer: {
      ...shared,
      ...pick(options.ambient, forScorer),
      DATABASE_URL_SCORER: options.scorerDatabaseUrl,
      OBJECT_STORE_DIR: options.objectStoreDir,
      SCORER_IDENTITY_FILE: options.scorerIdentityFile,
      TIDEMARK_REACHABLE_FROM: options.reachableFrom,
    },
    build: shared,
  };
}

function pick(
  from: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = from[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}
