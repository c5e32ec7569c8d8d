import { z } from 'zod';
import { reachabilities } from './reachability';
import { freeSpaceMbMinDefault } from './spool-file';

/** In MiB; see adapters/spool-file.ts. */
const freeSpaceMbMin = z.coerce.number().int().min(0).default(freeSpaceMbMinDefault);

const poolMax = z.coerce.number().int().min(2).max(1_000);

const timeoutMs = z.coerce.number().int().min(100).max(600_000);

const port = z.coerce.number().int().min(1).max(65535);

/** An empty setting counts as not set. */
const optionalSetting = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const count = z.coerce.number().int().min(1);

/**
 * Limits of one person and of the whole site on what exists at a time. What a person may do in a time is in
 * lib/core/quota/budgets.ts.
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
  /** Versions per team in a benchmark that are evaluated automatically on every round. */
  TIDEMARK_VERSIONS_PER_TEAM_MAX: count.default(10),
  /** Dry runs that wait or run. */
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
  /** Concurrent requests of one address; more wait in a queue. */
  TIDEMARK_REQUESTS_PER_ADDRESS_MAX: count.default(16),
  /** Connections of one address. */
  TIDEMARK_CONNECTIONS_PER_ADDRESS_MAX: count.default(1_000),
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url(),
  DATABASE_URL_WEB: z.string().min(1),
  WEB_DATABASE_POOL_MAX: poolMax.default(20),
  WEB_STATEMENT_TIMEOUT_MS: timeoutMs.default(30_000),
  OBJECT_STORE_DIR: z.string().min(1),
  FREE_SPACE_MB_MIN: freeSpaceMbMin,
  SCORER_RECIPIENT: z.string().startsWith('age1'),
  NEXTAUTH_SECRET: z.string().min(16),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Tidemark <no-reply@localhost>'),
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  ORCID_ID: z.string().optional(),
  ORCID_SECRET: z.string().optional(),
  SIGN_IN_MAILS_PER_HOUR: z.coerce.number().int().min(1).default(600),
  TRUSTED_PROXIES: z.string().default(''),
  /** The operator's name, contacts and source code address, as they give them. */
  TIDEMARK_OPERATOR: optionalSetting(z.string().trim().min(1).max(200)),
  TIDEMARK_CONTACT: optionalSetting(z.union([z.email(), z.url({ protocol: /^https$/ })])),
  TIDEMARK_SOURCE_URL: optionalSetting(z.url({ protocol: /^https$/ })),
});

export type WebEnvironment = z.output<typeof webSchema>;

const scorerSchema = z.object({
  DATABASE_URL_SCORER: z.string().min(1),
  SCORER_DATABASE_POOL_MAX: poolMax.default(4),
  SCORER_STATEMENT_TIMEOUT_MS: timeoutMs.default(60_000),
  OBJECT_STORE_DIR: z.string().min(1),
  SCORER_IDENTITY_FILE: z.string().min(1),
  FREE_SPACE_MB_MIN: freeSpaceMbMin,
  /** Number of concurrent jobs; by default it follows the machine's memory. */
  TIDEMARK_SCORER_THREADS: z.coerce.number().int().min(1).max(8).optional(),
  /** Reachability of the site; a scorer that is started by hand assumes the wider one. */
  TIDEMARK_REACHABLE_FROM: z.enum(reachabilities).default('elsewhere'),
});

export type ScorerEnvironment = z.output<typeof scorerSchema>;

/** @throws naming each missing or malformed variable, without its value */
export const readWebEnvironment = (): WebEnvironment => read(webSchema, 'web');

/** @throws naming each missing or malformed variable, without its value */
export const readScorerEnvironment = (): ScorerEnvironment => read(scorerSchema, 'scorer');

function read<S extends z.ZodType>(schema: S, process_: string): z.output<S> {
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  throw new Error(
    `environment of the ${process_} process: ${parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`,
  );
}
