import { z } from 'zod';
import type { ArchiveFiles } from '@/lib/core/commitment/archive';
import type { PublishedRankings } from '@/lib/core/commitment/verify-archive';
import type { PublishedRound } from '@/lib/core/commitment/verify-archive-commitment';
import { publicErrataSchema } from './erratum';
import { leaderboardSchema } from './leaderboard';
import { commitmentSchema, roundSchema } from './round';

/** A round and access to its site: the bytes at a path, or null where there are none. */
export type RoundSite = {
  readonly slug: string;
  readonly number: number;
  readonly fetchBytes: (path: string) => Promise<Uint8Array | null>;
};

/** The site's `archive.json`; null while the round isn't revealed. */
export const fetchArchiveJson = (site: RoundSite): Promise<Uint8Array | null> =>
  site.fetchBytes(`${callOf(site)}/archive`);

/**
 * Fetches a round's published data beside `archive.json`: its files with their listed hashes, its commitment, from the round and
 * from the commitment itself, its official ranking, and the errata with the ranking that they lead to.
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
  const leaderboard = leaderboardBytes ? parseJson(leaderboardSchema, leaderboardBytes, 'ranking') : null;
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
    ranking: { leaderboard, corrected: leaderboard?.erratum ? await fetchCorrected(site) : null },
  };
}

/** Rankings corrected by published errata: those of the same erratum, should another one be published meanwhile. */
async function fetchCorrected(site: RoundSite): Promise<PublishedRankings['corrected']> {
  const call = callOf(site);
  const bytes = await site.fetchBytes(`${call}/leaderboard?labels=corrected`);
  const leaderboard = bytes && parseJson(leaderboardSchema, bytes, 'corrected ranking');
  const errataBytes = await site.fetchBytes(`${call}/errata`);
  const errata = errataBytes ? parseJson(publishedErrataSchema, errataBytes, 'errata').items : [];
  const applied = errata.filter(({ number }) => !leaderboard || number <= (leaderboard.erratum ?? 0));
  if (applied.length === 0) return null;
  return { leaderboard, corrections: applied.flatMap(({ corrections }) => corrections) };
}

/** The fields of errata on which a ranking depends. */
const publishedErrataSchema = z.object({
  items: z.array(publicErrataSchema.shape.items.element.pick({ number: true, corrections: true })),
});

const publishedSchema = roundSchema.pick({ archive: true }).extend({ commitment: commitmentSchema });

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
