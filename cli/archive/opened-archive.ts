import type { ArchiveToVerify } from '@/lib/core/commitment/verify-archive';

/** An archive from wherever it lies, before anything of it is believed. */
export type OpenedArchive = Pick<ArchiveToVerify, 'archiveBytes' | 'files' | 'published' | 'ranking'> & {
  close(): void;
};

/** Why there is nothing to verify; the message is for the person at the command line. */
export class ArchiveUnreadable extends Error {}
