import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ok, type Result, refuse } from '@/lib/core/result';
import { objectStoreSettings } from './object-store/open-object-store';
import { isLoopback, isOfThisMachine, reachabilities } from './reachability';
import { freeSpaceMbMinDefault } from './spool-file';

/** Minimum of free disk space in MiB; see adapters/spool-file.ts. */
const freeSpaceMbMin = z.coerce.number().int().min(0).default(freeSpaceMbMinDefault);

const poolMax = z.coerce.number().int().min(2).max(1_000);

const timeoutMs = z.coerce.number().int().min(100).max(600_000);

const port = z.coerce.number().int().min(1).max(65535);

/** An empty setting counts as not set. */
const optionalSetting = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const count = z.coerce.number().int().min(1);

/**
 * Limits of what a person, a team or the whole site may have at the same time. lib/core/quota/budgets.ts
 * limits what a person may do per time.
 */
const siteLimits = {
  TIDEMARK_BENCHMARKS_PER_PERSON_MAX: count.default(20),
  TIDEMARK_BENCHMARKS_MAX: count.default(2_000),
  TIDEMARK_CHECKS_PER_PERSON_MAX: count.default(5),
  TIDEMARK_CHECKS_MAX: count.default(100),
  TIDEMARK_DRAFTS_PER_PERSON_MAX: count.default(20),
  TIDEMARK_DRAFTS_MAX: count.default(500),
  TIDEMARK_ROUNDS_PER_PERSON_MAX: count.default(1_000),
  TIDEMARK_ROUNDS_MAX: count.default(50_000),
  TIDEMARK_TOKENS_PER_PERSON_MAX: count.default(50),
  TIDEMARK_TOKENS_MAX: count.default(50_000),
  /**
   * Maximum number of a team's active versions in a benchmark, which are evaluated automatically in every
   * round: two years of months.
   */
  TIDEMARK_VERSIONS_PER_TEAM_MAX: count.default(24),
  /** Total size in GiB of the container images of a team's versions that aren't retired. */
  TIDEMARK_IMAGE_GB_PER_TEAM_MAX: count.default(16),
  /** Dry runs that one person may have waiting or running. */
  TIDEMARK_DRY_RUNS_PER_PERSON_MAX: count.default(3),
  TIDEMARK_DRY_RUNS_MAX: count.default(50),
  TIDEMARK_STREAMS_PER_PERSON_MAX: count.default(10),
  TIDEMARK_STREAMS_MAX: count.default(500),
};

export const defaultSiteLimits = z.object(siteLimits).parse({});

export type SiteLimits = typeof defaultSiteLimits;

const webSchema = z.object({
  ...siteLimits,
  /** `1`: a person's first benchmark stays unlisted until an operator lists it. */
  TIDEMARK_FIRST_BENCHMARK_UNLISTED: z.enum(['0', '1']).default('0'),
  /** Concurrent requests from one IP address; more wait in a queue. */
  TIDEMARK_REQUESTS_PER_ADDRESS_MAX: count.default(16),
  /** Connections from one IP address. */
  TIDEMARK_CONNECTIONS_PER_ADDRESS_MAX: count.default(1_000),
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url(),
  DATABASE_URL_WEB: z.string().min(1),
  WEB_DATABASE_POOL_MAX: poolMax.default(20),
  WEB_STATEMENT_TIMEOUT_MS: timeoutMs.default(30_000),
  ...objectStoreSettings,
  FREE_SPACE_MB_MIN: freeSpaceMbMin,
  SCORER_RECIPIENT: z.string().startsWith('age1'),
  NEXTAUTH_SECRET: z.string().min(16),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Tidemark <no-reply@localhost>'),
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  ORCID_ID: z.string().optional(),
  ORCID_SECRET: z.string().optional(),
  /** The issuer of OpenID Connect, exactly as its discovery document calls it. */
  OIDC_ISSUER: optionalSetting(
    z.url({ protocol: /^https?$/, error: 'expected the https address of an OpenID Connect issuer' }),
  ),
  OIDC_ID: optionalSetting(z.string()),
  OIDC_SECRET: optionalSetting(z.string()),
  /** The issuer's name as sign-in buttons show it. */
  OIDC_NAME: optionalSetting(z.string().trim().min(1).max(40)),
  SIGN_IN_MAILS_PER_HOUR: z.coerce.number().int().min(1).default(600),
  TRUSTED_PROXIES: z.string().default(''),
  /** Bearer token for `/metrics`; without one, only this machine may read that page. */
  TIDEMARK_METRICS_TOKEN: optionalSetting(z.string().min(16)),
  /**
   * The operator's name; the settings below are contacts and the source code's address. Pages show them as
   * given.
   */
  TIDEMARK_OPERATOR: optionalSetting(z.string().trim().min(1).max(200)),
  TIDEMARK_CONTACT: optionalSetting(z.union([z.email(), z.url({ protocol: /^https$/ })])),
  TIDEMARK_SOURCE_URL: optionalSetting(z.url({ protocol: /^https$/ })),
});

export type WebEnvironment = z.output<typeof webSchema>;

const checkedWebSchema = webSchema.superRefine((settings, { addIssue }) => {
  const { OIDC_ISSUER: issuer, PUBLIC_URL } = settings;
  const refuseSetting = (name: string, message: string) =>
    addIssue({ code: 'custom', path: [name], message });
  const ofIssuer = ['OIDC_ISSUER', 'OIDC_ID', 'OIDC_SECRET'] as const;
  if (ofIssuer.some((name) => settings[name]))
    for (const name of ofIssuer.filter((name) => !settings[name])) refuseSetting(name, 'missing');
  if (!issuer) return;
  const { protocol, hostname, search, hash, username } = new URL(issuer);
  if (protocol !== 'https:' && !(isLoopback(hostname) && isLoopback(new URL(PUBLIC_URL).hostname)))
    refuseSetting(
      'OIDC_ISSUER',
      'expected an https address (http only on loopback, while PUBLIC_URL is on loopback too)',
    );
  if (search || hash || username)
    refuseSetting('OIDC_ISSUER', 'expected an address without query, fragment and user name');
});

const scorerSchema = z.object({
  DATABASE_URL_SCORER: z.string().min(1),
  SCORER_DATABASE_POOL_MAX: poolMax.default(4),
  SCORER_STATEMENT_TIMEOUT_MS: timeoutMs.default(60_000),
  ...objectStoreSettings,
  SCORER_IDENTITY_FILE: z.string().min(1),
  FREE_SPACE_MB_MIN: freeSpaceMbMin,
  /** Number of concurrent jobs; by default it follows the machine's memory. */
  TIDEMARK_SCORER_THREADS: z.coerce.number().int().min(1).max(8).optional(),
  /**
   * Where the site can be reached from; a scorer that is started by hand assumes `elsewhere`, the safer
   * value.
   */
  TIDEMARK_REACHABLE_FROM: z.enum(reachabilities).default('elsewhere'),
});

export type ScorerEnvironment = z.output<typeof scorerSchema>;

/** Engines that run ONNX files; `auto` takes WebAssembly only where that is safe. */
export const runnerEngines = ['auto', 'native', 'wasm'] as const;

/** Engines that run containers. */
export const containerEngines = ['runsc', 'runc', 'slurm', 'none'] as const;

const runnerSchema = z.object({
  /** The site's base URL. It must be HTTPS, or an address of this machine. */
  TIDEMARK_SITE: z
    .string()
    .refine(isSafeSite, 'expected an https address, since http shows the token to others'),
  TIDEMARK_RUNNER_TOKEN_FILE: z.string().min(1),
  TIDEMARK_RUNNER_IDENTITY_FILE: z.string().min(1),
  /**
   * The runner's own folder, which stores the result of its sandbox test; without a folder, the runner tests
   * its sandbox at each start.
   */
  TIDEMARK_RUNNER_FOLDER: optionalSetting(z.string()),
  /** Number of models that run at the same time; by default it follows memory and cores. */
  TIDEMARK_RUNNER_SLOTS: optionalSetting(z.coerce.number().int().min(1).max(64)),
  TIDEMARK_RUNNER_TRAININGS: optionalSetting(z.coerce.number().int().min(1).max(64)),
  TIDEMARK_RUNNER_ENGINE: z.preprocess((value) => value || undefined, z.enum(runnerEngines).default('auto')),
  TIDEMARK_RUNNER_CONTAINERS: z.preprocess(
    (value) => value || undefined,
    z.enum(containerEngines).default('runsc'),
  ),
  /** Total size of the unpacked images in the runner's folder, in gibibytes; 0 keeps none. */
  TIDEMARK_RUNNER_IMAGES_GB: optionalSetting(z.coerce.number().int().min(0).max(100_000)),
  /**
   * Where the site can be reached from; a runner that is started by hand assumes `elsewhere`, the safer
   * value.
   */
  TIDEMARK_REACHABLE_FROM: z.enum(reachabilities).default('elsewhere'),
});

/**
 * A runner's work and results are encrypted, but its access token isn't, so the token may only go over TLS or
 * stay on this machine.
 */
function isSafeSite(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isOfThisMachine(hostname));
}

export type RunnerEnvironment = z.output<typeof runnerSchema>;

const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/[^/]+/, 'must look like postgres://user:password@host:5432/database');

const migrateSchema = z.object({
  /** Connects as the role that owns the database. */
  DATABASE_URL: databaseUrl,
  DATABASE_URL_WEB: databaseUrl,
  DATABASE_URL_SCORER: databaseUrl,
  /**
   * Registration of the site's own runner, as make-keys wrote it. The migration registers that runner if it
   * isn't registered yet.
   */
  TIDEMARK_RUNNER_REGISTRATION: optionalSetting(z.string()),
  /**
   * Hours for objections to an erratum, before which it can't be published. The budgets of
   * lib/core/quota/budgets.ts are parsed beside it.
   */
  ERRATUM_OBJECTION_HOURS: z.coerce.number().int().min(0).max(8_784).default(72),
});

export type MigrateEnvironment = z.output<typeof migrateSchema>;

/** The settings of each command that runs a process of the site. */
export const commandSettings = {
  migrate: migrateSchema.shape,
  web: webSchema.shape,
  scorer: scorerSchema.shape,
  runner: runnerSchema.shape,
} as const;

/**
 * Settings that may be read from a file: for a setting `X`, `X_FILE` is the path of a file with its value.
 */
export const fileSettings = [
  'DATABASE_URL',
  'DATABASE_URL_WEB',
  'DATABASE_URL_SCORER',
  'NEXTAUTH_SECRET',
  'SCORER_RECIPIENT',
  'SMTP_URL',
  'GITHUB_SECRET',
  'ORCID_SECRET',
  'OIDC_SECRET',
  'TIDEMARK_METRICS_TOKEN',
  'S3_SECRET_ACCESS_KEY',
  'TIDEMARK_RUNNER_REGISTRATION',
] as const;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Replaces each `X_FILE` variable by the content of its file, as orchestrators mount secrets. An empty
 * variable counts as not set. @param resolvePath makes a path absolute @returns the variables, or a message
 * for the operator, which quotes no content of a file
 */
export function readFileSettings(
  variables: Variables,
  resolvePath: (path: string) => string,
): Result<Record<string, string>, string> {
  const read = new Map(Object.entries(variables).filter((entry): entry is [string, string] => !!entry[1]));
  for (const name of fileSettings) {
    const fileName = `${name}_FILE`;
    const given = read.get(fileName);
    if (given === undefined) continue;
    if (read.has(name)) return refuse(`${name} and ${fileName} are both set: keep one of them.`);
    const content = readSettingFile(resolvePath(given));
    if (!content.ok) return refuse(`${fileName} names ${resolvePath(given)}, which ${content.error}.`);
    read.set(name, content.value);
    read.delete(fileName);
  }
  return ok(Object.fromEntries(read));
}

function readSettingFile(path: string): Result<string, string> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
    return refuse(`can’t be read (${code})`);
  }
  if (text === '') return refuse('is empty');
  if (text.includes('\n')) return refuse('has more than one line');
  return ok(text);
}

/** @returns the settings, or a message that names each missing or malformed variable, without its value */
export const parseMigrateEnvironment = (variables: Variables): Result<MigrateEnvironment, string> =>
  parse(migrateSchema, 'migrate', variables);

/** @returns the settings, or a message that names each missing or malformed variable, without its value */
export const parseWebEnvironment = (variables: Variables): Result<WebEnvironment, string> =>
  parse(checkedWebSchema, 'web', variables);

/** @returns the settings, or a message that names each missing or malformed variable, without its value */
export const parseScorerEnvironment = (variables: Variables): Result<ScorerEnvironment, string> =>
  parse(scorerSchema, 'scorer', variables);

/** @returns the settings, or a message that names each missing or malformed variable, without its value */
export const parseRunnerEnvironment = (variables: Variables): Result<RunnerEnvironment, string> =>
  parse(runnerSchema, 'runner', variables);

/** @throws with the message of `parseWebEnvironment` */
export const readWebEnvironment = (): WebEnvironment => unwrap(parseWebEnvironment(process.env));

/** @throws with the message of `parseScorerEnvironment` */
export const readScorerEnvironment = (): ScorerEnvironment => unwrap(parseScorerEnvironment(process.env));

function parse<S extends z.ZodType>(
  schema: S,
  command: string,
  variables: Variables,
): Result<z.output<S>, string> {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return ok(parsed.data);
  const faults = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return variables[name] ? `${name}: ${message}` : `${name} is missing`;
  });
  return refuse(`Settings of npm run ${command}: ${faults.join('; ')}.`);
}

function unwrap<T>(parsed: Result<T, string>): T {
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.error);
}
