import { commandSettings } from '@/adapters/environment';
import type { Reachability } from '@/adapters/reachability';
import type { OwnRunner } from './own-runner';

type Variables = Readonly<Record<string, string | undefined>>;

type Environment = Record<string, string> & { NODE_ENV: 'production' };

type ChildEnvironmentOptions = {
  /** This process's environment variables, of which only listed names are passed on. */
  readonly ambient: Variables;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly authSecret: string;
  readonly webDatabaseUrl: string;
  readonly scorerDatabaseUrl: string;
  /** Path of a folder, or `s3://bucket/prefix`. */
  readonly objectStore: string;
  /** The scorer's public key (an age recipient). */
  readonly scorerRecipient: string;
  /** Path of the file with the scorer's private key. */
  readonly scorerIdentityFile: string;
  readonly reachableFrom: Reachability;
  /** URL at which this machine reaches the site. */
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
 * Composes the environment of one process: the system's variables and its own settings. It is an allowlist,
 * so that a secret that is added later reaches no process by accident: the web process gets neither the
 * scorer's key nor its database role, the scorer gets no sign-in secrets of the web process, the runner and
 * the build get none of these.
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

/** Composes the environments of all processes that `npm start` runs. */
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
