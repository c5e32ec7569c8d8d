import { z } from 'zod';
import { directions, evidenceKinds, splits, tasks } from '@/lib/core/benchmark';
import type { Archive, ArchiveFiles } from '@/lib/core/commitment/archive';
import type { PublishedRankings } from '@/lib/core/commitment/verify-archive';
import type { PublishedRound } from '@/lib/core/commitment/verify-archive-commitment';
import { isJsonObject, type JsonValue, jsonDepthMax, parseJson } from '@/lib/core/files/canonical-json';
import { isSoonNormal } from '@/lib/core/files/cell-text';
import { entryKinds } from '@/lib/core/leaderboard/leaderboard';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { ok, type Result, refuse } from '@/lib/core/result';
import { testSetFormats } from '@/lib/core/round/read-test-set';
import { intervalMethods, unreliableReasons } from '@/lib/core/statistics/interval';
import { publicErrataSchema } from './erratum';
import { instantSchema } from './fields';
import { leaderboardSchema } from './leaderboard';
import { commitmentSchema, roundSchema } from './round';

/**
 * Checks that JSON contains no numbers such as 1e999, which JavaScript parses as infinity and can't write as JSON. Deeper
 * levels are checked by the hashing of items.
 */
const isFiniteJson = (value: unknown, depth = 0): boolean => {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value !== 'object' || depth > jsonDepthMax) return true;
  return Object.values(value).every((child) => isFiniteJson(child, depth + 1));
};

const hashHex = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits');

const scoresSchema = z.object({
  score: z.number().nullable(),
  interval: z
    .strictObject({
      lower: z.number(),
      upper: z.number(),
      level: z.literal(0.95),
      method: z.enum(intervalMethods),
      seed: z.string().nullable(),
      unreliable: z.enum(unreliableReasons).nullable(),
      tail_share: z.number().optional(),
    })
    .nullable(),
  secondary: z.partialRecord(z.enum(metricNames), z.number()),
});

/**
 * Schema of `archive.json` of a revealed round. Hashes of items are checked later, item by item, so that a faulty item can
 * be named.
 */
const archiveSchema = z.object({
  benchmark: z.string(),
  benchmark_title: z.string(),
  description: z.string(),
  round: z.int(),
  title: z.string(),
  closed_at: instantSchema,
  task: z.enum(tasks),
  classes: z.array(z.string()),
  metric: z.enum(metricNames),
  secondary_metrics: z.array(z.enum(metricNames)),
  direction: z.enum(directions),
  secret: z.string(),
  test_set: z.object({
    format: z.enum(testSetFormats),
    input_columns: z.array(z.string()),
    slice_columns: z.array(z.string()),
    has_group: z.boolean(),
    has_date: z.boolean(),
  }),
  items: z.array(
    z.object({
      id: z.string(),
      original_id: z.string().optional(),
      input: z.custom<JsonValue>((value) => value !== undefined && isFiniteJson(value)),
      label: z.union([z.string(), z.number()]),
      split: z.enum(splits),
      group: z.string().nullable(),
      date: z.string().nullable(),
      slices: z.record(z.string(), z.string()).optional(),
      nonce: z.string(),
      leaf: z.string(),
    }),
  ),
  evaluations: z.array(
    z
      .object({
        submission: z.uuid(),
        model: z.string(),
        version: z.string(),
        team: z.string(),
        evidence: z.enum(evidenceKinds),
        kind: z.enum(entryKinds),
        chosen: z.boolean(),
        reported_score: z.number().nullable(),
        received_at: instantSchema,
        file_sha256: hashHex,
        predictions_sha256: hashHex,
        predictions: z.string(),
        scorer_version: z.string(),
        scores: z.object({ feedback: scoresSchema, final: scoresSchema }),
      })
      // Refuses a path outside the archive, since the verifier would read that file from the user's disk.
      .refine(
        ({ submission, predictions }) =>
          ['csv', 'jsonl'].some((format) => predictions === `predictions/${submission}.${format}`),
        { path: ['predictions'], message: 'must be predictions/<submission>.csv or .jsonl' },
      ),
  ),
  commitment: commitmentSchema,
});

/** Parses `archive.json`; for a file of another form, returns a description of the fault with its position. */
export function parseArchive(bytes: Uint8Array): Result<Archive, string> {
  let json: JsonValue;
  try {
    json = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('archive.json is not JSON in UTF-8');
  }
  if (!isSoonNormal(json))
    return refuse('archive.json has texts with more combining marks in a row than any language has');
  const parsed = archiveSchema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0]!;
  return refuse(
    `archive.json is not in the form of an archive: ${describePath(json, issue.path)}: ${issue.message}`,
  );
}

/**
 * Describes a position in the file. Items and evaluations are also identified by id, since indices are hard to find in a
 * long file.
 */
function describePath(json: JsonValue, path: readonly PropertyKey[]): string {
  const text = path.map(String).join('.') || 'the whole';
  const [list, position] = path;
  if ((list !== 'items' && list !== 'evaluations') || typeof position !== 'number') return text;
  const entries = isJsonObject(json) ? json[list] : null;
  const entry = Array.isArray(entries) ? entries[position] : null;
  const name = isJsonObject(entry) ? entry[list === 'items' ? 'id' : 'submission'] : null;
  return typeof name === 'string' ? `${text} (${name})` : text;
}

/** A round and access to its site: `read` returns the bytes at a path of the site, or null. */
export type RoundSite = {
  readonly slug: string;
  readonly number: number;
  readonly fetchBytes: (path: string) => Promise<Uint8Array | null>;
};

/** Fetches `archive.json` from the site; null while the round isn't revealed. */
export const fetchArchiveJson = (site: RoundSite): Promise<Uint8Array | null> =>
  site.fetchBytes(`${callOf(site)}/archive`);

/**
 * Fetches the published data of a round other than `archive.json`: its files with the listed hashes, its commitment by two
 * API calls, its official ranking, and the errata with the corrected ranking.
 * @throws Error, in words for the reader, when a response isn't in the form of the API
 */
export async function fetchPublished(site: RoundSite): Promise<{
  files: ArchiveFiles;
  published: PublishedRound[];
  ranking: PublishedRankings;
} | null> {
  const call = callOf(site);
  const [roundBytes, commitmentBytes, leaderboardBytes] = await Promise.all(
    ['', '/commitment', '/leaderboard'].map((path) => site.fetchBytes(call + path)),
  );
  if (!roundBytes) return null;
  const leaderboard = leaderboardBytes ? parseResponse(leaderboardSchema, leaderboardBytes, 'ranking') : null;
  const round = parseResponse(publishedSchema, roundBytes, 'round');
  const shared = { benchmark: site.slug, round: site.number };
  return {
    files: {
      // The zip isn't listed, since it contains the other files; as a zip it is verified like a copy.
      listNames: async () => round.archive.map(({ name }) => name).filter((name) => name !== 'archive.zip'),
      irregularities: [],
      listed: new Map(round.archive.map(({ name, sha256 }) => [name, sha256])),
      read: (path) => site.fetchBytes(`${call}/archive/files/${path}`),
    },
    published: [
      { ...shared, commitment: round.commitment, where: 'with the round' },
      ...(commitmentBytes
        ? [
            {
              ...shared,
              commitment: parseResponse(commitmentSchema, commitmentBytes, 'commitment'),
              where: 'by the API',
            },
          ]
        : []),
    ],
    // The official ranking is that by the sealed labels; corrected labels have a ranking of their own.
    ranking: { leaderboard, corrected: leaderboard?.erratum ? await fetchCorrected(site) : null },
  };
}

/** Fetches the corrected ranking of exactly this erratum, even if another erratum has been published meanwhile. */
async function fetchCorrected(site: RoundSite): Promise<PublishedRankings['corrected']> {
  const call = callOf(site);
  const bytes = await site.fetchBytes(`${call}/leaderboard?labels=corrected`);
  const leaderboard = bytes && parseResponse(leaderboardSchema, bytes, 'corrected ranking');
  const errataBytes = await site.fetchBytes(`${call}/errata`);
  const errata = errataBytes ? parseResponse(publishedErrataSchema, errataBytes, 'errata').items : [];
  const applied = errata.filter(({ number }) => !leaderboard || number <= (leaderboard.erratum ?? 0));
  if (applied.length === 0) return null;
  return { leaderboard, corrections: applied.flatMap(({ corrections }) => corrections) };
}

/** The fields of published errata on which a ranking depends. */
const publishedErrataSchema = z.object({
  items: z.array(publicErrataSchema.shape.items.element.pick({ number: true, corrections: true })),
});

const publishedSchema = roundSchema.pick({ archive: true }).extend({ commitment: commitmentSchema });

function parseResponse<T>(schema: z.ZodType<T>, bytes: Uint8Array, what: string): T {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new Error(`The site’s response about the ${what} has a format that this verifier doesn’t know.`, {
      cause,
    });
  }
}

const callOf = ({ slug, number }: RoundSite) =>
  `/api/v1/benchmarks/${encodeURIComponent(slug)}/rounds/${number}`;
