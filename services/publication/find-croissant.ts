import { text } from 'node:stream/consumers';
import { webPlatform } from '@/adapters/web-platform';
import type { ServedFile } from '@/lib/contracts/served-file';
import { isJsonObject, type JsonValue, parseJson } from '@/lib/core/files/canonical-json';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import { findArchive, findArchivedFile } from '../round/inputs';

/**
 * The Croissant description of a revealed round as a page embeds it: file names become addresses, which in the downloaded
 * one are relative to the archive itself. Null for a round that isn't revealed.
 */
export async function findCroissant(slug: string, round: PublicRound): Promise<object | null> {
  const found = findArchivedFile(slug, round, 'croissant.json');
  return found.ok ? readWithAddresses(slug, round.number, found.value) : null;
}

/**
 * The same over the API, so that a program needs only an address: `mlcroissant` finds files by relative names in a folder only.
 */
export async function findArchiveCroissant(slug: string, number: number): Promise<Result<object, Refusal>> {
  const found = await findArchive(slug, number, 'croissant.json');
  return found.ok ? ok(await readWithAddresses(slug, number, found.value)) : found;
}

async function readWithAddresses(slug: string, number: number, file: ServedFile): Promise<object> {
  const description = parseJson(await text((await file.open()).stream));
  if (!isJsonObject(description)) throw new Error('a description that is no object');
  const files = new URL(
    `/api/v1/benchmarks/${slug}/rounds/${number}/archive/files/`,
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
