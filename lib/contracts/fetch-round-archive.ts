import type { z } from 'zod';
import type { ArchiveFiles } from '@/lib/core/commitment/archive-files';
import type { PublishedRound } from '@/lib/core/commitment/verify-archive-commitment';
import type { LabelCorrection } from '@/lib/core/errata/erratum';
import { leaderboardSchema } from './leaderboard';
import { commitmentSchema, roundSchema } from './round';

/** The address of a round, and how to ask its site: the bytes at a path, or null where it has none. */
export type RoundSite = {
  readonly slug: string;
  readonly number: number;
  readonly fetchBytes: (path: string) => Promise<Uint8Array | null>;
};

const publishedSchema = roundSchema.pick({ state: true, commitment: true, archive: true });

function parseJson<T>(schema: z.ZodType<T>, bytes: Uint8Array, what: string): T {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new Error(`What the site says of the ${what} is not in a form that this verifier knows.`, {
      cause,
    });
  }
}

const callOf = ({ slug, number }: RoundSite) =>
  `/api/v1/benchmarks/${encodeURIComponent(slug)}/rounds/${number}`;

/** `archive.json` as the site has it; null while the round isn't revealed. */
export const fetchArchiveJson = (site: RoundSite): Promise<Uint8Array | null> =>
  site.fetchBytes(`${callOf(site)}/archive`);

/**
 * What a site publishes of a round beside `archive.json`: its files with their listed hashes, its commitment, told by the
 * round and by itself, and its official ranking.
 * @throws Error, in words for the reader, when an answer isn't in the form of the API
 */
export async function fetchPublished(site: RoundSite): Promise<{
  files: ArchiveFiles;
  published: PublishedRound[];
  ranking: { leaderboard: z.output<typeof leaderboardSchema> | null; corrections: LabelCorrection[] };
} | null> {
  const call = callOf(site);
  const [roundBytes, commitmentBytes, leaderboardBytes] = await Promise.all(
    ['', '/commitment', '/leaderboard'].map((path) => site.fetchBytes(call + path)),
  );
  if (!roundBytes) return null;
  const round = parseJson(publishedSchema, roundBytes, 'round');
  const told = { benchmark: site.slug, round: site.number };
  return {
    files: {
      listed: new Map(round.archive.map(({ name, sha256 }) => [name, sha256])),
      read: (path) => site.fetchBytes(`${call}/archive/files/${path}`),
    },
    published: [
      { ...told, commitment: round.commitment, where: 'with the round' },
      ...(commitmentBytes
        ? [
            {
              ...told,
              commitment: parseJson(commitmentSchema, commitmentBytes, 'commitment'),
              where: 'by the API',
            },
          ]
        : []),
    ],
    // The official ranking is by the labels that were sealed, whatever errata say.
    ranking: {
      leaderboard: leaderboardBytes ? parseJson(leaderboardSchema, leaderboardBytes, 'ranking') : null,
      corrections: [],
    },
  };
}
