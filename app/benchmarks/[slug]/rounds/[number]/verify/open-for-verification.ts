import { fetchBytes } from '@/app/_ui/verify/fetch-bytes';
import { openZipReader } from '@/app/_ui/verify/zip-reader';
import {
  fetchArchiveJson,
  fetchPublished,
  parseArchive,
  type RoundSite,
} from '@/lib/contracts/round-archive';
import { parseSha256Sums } from '@/lib/core/commitment/archive';
import type { ArchiveToVerify } from '@/lib/core/commitment/verify-archive';
import type { VerifyRequest } from './verification';

/**
 * The archive that the reader asks for, and what the site publishes of its round: the site's own archive, a zip with all
 * of its files, or an archive.json, whose prediction files come from the site then.
 * @throws Error, in words for the reader
 */
export async function openForVerification(request: VerifyRequest): Promise<ArchiveToVerify> {
  const { slug, number, pinned } = request;
  const site: RoundSite = { slug, number, fetchBytes: (path) => fetchBytes(new URL(path, request.origin)) };
  const published = await fetchPublished(site);
  if (!published) throw new Error('The site knows no such round any more.');
  const zip = request.file && (await isZip(request.file)) ? await openZipReader(request.file) : null;
  const archiveBytes = zip
    ? await zip.read('archive.json')
    : request.file
      ? new Uint8Array(await request.file.arrayBuffer())
      : await fetchArchiveJson(site);
  if (!archiveBytes)
    throw new Error(zip ? 'There is no archive.json in the zip.' : 'The site has no archive of this round.');
  const archive = parseArchive(archiveBytes);
  if (!archive.ok) throw new Error(`${archive.error}.`);
  const sums = await zip?.read('SHA256SUMS');
  return {
    archive: archive.value,
    archiveBytes,
    files: zip
      ? {
          listed: sums ? parseSha256Sums(new TextDecoder().decode(sums)) : published.files.listed,
          read: zip.read,
        }
      : published.files,
    published: [
      { benchmark: slug, round: number, commitment: pinned, where: 'on this page' },
      ...published.published,
    ],
    knownRoot: null,
    ranking: published.ranking,
  };
}

async function isZip(file: File): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return head[0] === 0x50 && head[1] === 0x4b;
}
