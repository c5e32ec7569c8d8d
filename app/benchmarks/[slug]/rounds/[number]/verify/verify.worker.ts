import { fetchBytes } from '@/app/_ui/verify/read-bytes';
import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import {
  ArchiveUnreadable,
  archiveBytesMax,
  openArchiveZip,
  requireModestJson,
} from '@/lib/contracts/archive/archive-limits';
import {
  fetchArchiveJson,
  fetchPublished,
  parseArchive,
  type RoundSite,
} from '@/lib/contracts/round-archive';
import { createWebCryptoHasher } from '@/lib/core/commitment/hasher';
import type { VerificationReport } from '@/lib/core/commitment/verification-report';
import type { ArchiveToVerify } from '@/lib/core/commitment/verify-archive';
import { verifyArchive } from '@/lib/core/commitment/verify-archive';
import { sourceOfBlob } from '@/lib/core/files/zip-reader';
import type { Commitment } from '@/lib/core/round/round';

export type VerifyRequest = {
  readonly origin: string;
  readonly slug: string;
  readonly number: number;
  /** The commitment from the page's HTML, a second source besides the API. */
  readonly pinned: Commitment;
  /** The reader's own archive.json or archive.zip; null to verify the published archive. */
  readonly file: File | null;
};

export type VerifyMessage =
  | { readonly kind: 'progress'; readonly share: number; readonly doing: string }
  | { readonly kind: 'report'; readonly report: VerificationReport }
  | { readonly kind: 'unreadable'; readonly why: string };

const post = (message: VerifyMessage): void => self.postMessage(message);

addEventListener('message', async ({ data }: MessageEvent<VerifyRequest>) => {
  try {
    post({ kind: 'progress', share: 0, doing: data.file ? 'reading the file' : 'fetching the archive' });
    const opened = await openForVerification(data);
    const report = await verifyArchive(opened, {
      hasher: createWebCryptoHasher(crypto.subtle),
      rebuild: rebuildArchive,
      readClockMs: () => performance.now(),
      onProgress: (share, doing) => post({ kind: 'progress', share, doing }),
    });
    post({ kind: 'report', report });
  } catch (error) {
    post({ kind: 'unreadable', why: error instanceof Error ? error.message : String(error) });
  }
});

/**
 * Collects the archive to verify and everything that the site publishes about its round. The reader may give a zip with all
 * files, or only archive.json, in which case the other files are fetched from the site.
 * @throws Error with a message for the reader
 */
async function openForVerification(request: VerifyRequest): Promise<ArchiveToVerify> {
  const { slug, number, pinned } = request;
  const site: RoundSite = { slug, number, fetchBytes: (path) => fetchBytes(new URL(path, request.origin)) };
  const published = await fetchPublished(site);
  if (!published) throw new Error('The site knows no such round any more.');
  const zip =
    request.file && (await isZip(request.file)) ? await openArchiveZip(sourceOfBlob(request.file)) : null;
  const archiveBytes = zip
    ? zip.archiveBytes
    : request.file
      ? await readArchiveJson(request.file)
      : await fetchArchiveJson(site);
  if (!archiveBytes)
    throw new Error(zip ? 'There is no archive.json in the zip.' : 'The site has no archive of this round.');
  if (!zip) requireModestJson(archiveBytes, null);
  const archive = parseArchive(archiveBytes);
  if (!archive.ok) throw new Error(`${archive.error}.`);
  return {
    archive: archive.value,
    archiveBytes,
    files: zip ? { ...zip.files, listed: published.files.listed } : published.files,
    published: [
      { benchmark: slug, round: number, commitment: pinned, where: 'on this page' },
      ...published.published,
    ],
    knownRoot: null,
    knownSha256: null,
    ranking: published.ranking,
  };
}

async function readArchiveJson(file: File): Promise<Uint8Array> {
  if (file.size > archiveBytesMax)
    throw new ArchiveUnreadable(`${file.name} has more than ${archiveBytesMax} bytes, which no archive has`);
  return new Uint8Array(await file.arrayBuffer());
}

async function isZip(file: File): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return head[0] === 0x50 && head[1] === 0x4b;
}
