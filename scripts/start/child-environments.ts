import { commandSettings } from '@/adapters/environment';
import type { Reachability } from '@/adapters/reachability';
import type { OwnRunner } from './own-runner';

type Variables = Readonly<Record<string, string | undefined>>;

type Environment = Record<string, string> & { NODE_ENV: 'production' };

type ChildEnvironmentOptions = {
  /** This process's environment; only listed names are passed on. */
  readonly ambient: Variables;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly authSecret: string;
  readonly webDatabaseUrl: string;
  readonly scorerDatabaseUrl: string;
  /** A folder, or `s3://bucket/prefix`. */
  readonly objectStore: string;
  /** The scorer's public key. */
  readonly scorerRecipient: string;
  /** The file with the scorer's private key. */
  readonly scorerIdentityFile: string;
  readonly reachableFrom: Reachability;
  /** The address at which this machine reaches the site. */
  readonly ownUrl: string;
  readonly runner: OwnRunner;
  readonly runnerDir: string;
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
];

/**
 * The environment of one process: the system's variables and its own settings. It is an allowlist, so a later secret reaches no
 * process by accident: the web process gets no access to the scorer's key or database role, the scorer none to the web's sign-in
 * secrets, the runner and the build neither.
 */
export function processEnvironment(
  process: 'web' | 'scorer' | 'runner' | 'build',
  variables: Variables,
): Environment {
  const settings = process === 'build' ? [] : Object.keys(commandSettings[process]);
  const publicUrl = process === 'web' && variables.PUBLIC_URL;
  return {
    ...pick(variables, [...forAll, ...settings]),
    ...(publicUrl ? { NEXTAUTH_URL: publicUrl } : {}),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    ORT_DISABLE_TELEMETRY: '1',
  };
}

/** The environments of the processes that `npm start` runs. */
export function childEnvironments(
  options: ChildEnvironmentOptions,
): Record<'web' | 'scorer' | 'runner' | 'build', Environment> {
  const variables = {
    ...options.ambient,
    HOST: options.host,
    PORT: String(options.port),
    PUBLIC_URL: options.publicUrl,
    NEXTAUTH_SECRET: options.authSecret,
    DATABASE_URL_WEB: options.webDatabaseUrl,
    DATABASE_URL_SCORER: options.scorerDatabaseUrl,
    TIDEMARK_OBJECT_STORE: options.objectStore,
    SCORER_RECIPIENT: options.scorerRecipient,
    SCORER_IDENTITY_FILE: options.scorerIdentityFile,
    TIDEMARK_REACHABLE_FROM: options.reachableFrom,
    TIDEMARK_SITE: options.ownUrl,
    TIDEMARK_RUNNER_TOKEN_FILE: options.runner.tokenFile,
    TIDEMARK_RUNNER_IDENTITY_FILE: options.runner.identityFile,
    TIDEMARK_RUNNER_FOLDER: options.runnerDir,
  };
  return {
    web: processEnvironment('web', variables),
    scorer: processEnvironment('scorer', variables),
    runner: processEnvironment('runner', variables),
    build: processEnvironment('build', variables),
  };
}

function pick(from: Variables, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = from[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}
