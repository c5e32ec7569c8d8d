import { text } from 'node:stream/consumers';
import { webPlatform } from '@/adapters/web-platform';
import { isJsonObject, type JsonValue, parseJson } from '@/lib/core/files/json-value';
import type { PublicRound } from '@/lib/core/round/round';
import { findArchivedFile } from '../round/find-archive';

/**
 * The Croissant description of a revealed round as a page embeds it: file names become addresses, which in the downloaded
 * one are relative to the archive itself. Null for a round that isn't revealed.
 */
export async function findCroissant(slug: string, round: PublicRound): Promise<object | null> {
  const found = findArchivedFile(slug, round, 'croissant.json');
  if (!found.ok) return null;
  const description = parseJson(await text(await found.value.open()));
  if (!isJsonObject(description)) throw new Error('a description that is no object');
  const files = new URL(
    `/api/v1/benchmarks/${slug}/rounds/${round.number}/archive/files/`,
    webPlatform().environment.PUBLIC_URL,
  );
  return {
    ...description,
    distribution: listMembers(description.distribution).map((entry) =>
      isJsonObject(entry) && typeof entry.contentUrl === 'string'
        ? { ...entry, contentUrl: new URL(entry.contentUrl, files).href }
        : entry,
    ),
  };
}

const listMembers = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? value : [];
