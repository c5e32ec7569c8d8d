import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import type { Archive } from '@/lib/core/commitment/archive';
import { createWebCryptoHasher } from '@/lib/core/commitment/hasher';
import { fitsTable } from '@/lib/core/commitment/item-table';
import type { CheckLine, VerificationReport } from '@/lib/core/commitment/verification-report';
import { type ArchiveToVerify, verifyArchive } from '@/lib/core/commitment/verify-archive';
import { type MadeArchive, writeArchiveFiles } from './make-archive';

export const hasher = createWebCryptoHasher(globalThis.crypto.subtle);

export type Changes = Partial<ArchiveToVerify> & {
  /** Files that are replaced by content that contradicts `archive.json`; null removes a file. */
  changed?: Readonly<Record<string, Uint8Array | null>>;
};

/**
 * Verifies an archive whose other files were all written from its `archive.json`, as a thorough forger would do, and whose root
 * and SHA-256 are taken as known.
 * @param made the honest archive from which `archive` was changed
 */
export async function verifyMade(
  made: MadeArchive,
  archive: Archive,
  { changed = {}, ...more }: Changes = {},
  onProgress: (share: number) => void = () => {},
): Promise<VerificationReport> {
  // If the changed items don't fit the archive's table, no other files can be written from them, so the honest ones stay.
  const { bytesOf, files } = fitsTable(archive)
    ? await writeArchiveFiles(hasher, archive, made.bytesOf)
    : made;
  const names = [...new Set([...bytesOf.keys(), ...Object.keys(changed)])].filter(
    (name) => changed[name] !== null,
  );
  return verifyArchive(
    {
      archive,
      archiveBytes: bytesOf.get('archive.json')!,
      files: {
        ...files,
        listed: null,
        listNames: async () => names,
        read: async (path) => (path in changed ? changed[path]! : files.read(path)),
      },
      published: [],
      knownRoot: archive.commitment.root,
      knownSha256: files.listed!.get('archive.json')!,
      ranking: null,
      ...more,
    },
    { hasher, rebuild: rebuildArchive, readClockMs: () => 0, onProgress },
  );
}

export const failedLines = (report: VerificationReport): CheckLine[] =>
  report.stages.flatMap(({ lines }) => lines.filter(({ outcome }) => outcome === 'failed'));

export const findingsOf = (report: VerificationReport) =>
  failedLines(report).flatMap(({ findings }) => findings);

export const subjectsOf = (report: VerificationReport) =>
  report.stages.flatMap(({ lines }) =>
    lines.flatMap(({ findings }) => findings.map(({ subject }) => subject)),
  );
