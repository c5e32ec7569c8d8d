import type { ArchiveToVerify } from '@/lib/core/commitment/verify-archive';

/** An archive from any source, before any verification. */
export type OpenedArchive = Pick<ArchiveToVerify, 'archiveBytes' | 'files' | 'published' | 'ranking'> & {
  close(): void;
};

/** The reason why an archive can't be verified, as a message for the command line. */
export class ArchiveUnreadable extends Error {}
