import { text } from 'node:stream/consumers';
import { findArchive } from '../round/find-archive';

type Described = { distribution?: { contentUrl?: unknown }[] };

/**
 * The Croissant description of a revealed round as a page embeds it: file names become addresses, which in the downloaded
 * one are relative to the archive itself. Null for a round that isn't revealed.
 */
export async function findCroissant(slug: string, number: number, siteUrl: string): Promise<object | null> {
  const found = await findArchive(slug, number, 'croissant.json');
  if (!found.ok) return null;
  const description = JSON.parse(await text(await found.value.open())) as Described;
  const files = new URL(`/api/v1/benchmarks/${slug}/rounds/${number}/archive/files/`, siteUrl);
  return {
    ...description,
    distribution: (description.distribution ?? []).map((entry) =>
      typeof entry.contentUrl === 'string'
        ? { ...entry, contentUrl: new URL(entry.contentUrl, files).href }
        : entry,
    ),
  };
}
