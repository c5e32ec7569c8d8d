import type { ArchiveFile } from '@/lib/core/round/archive-file';

/** What `sha256sum --check` reads: hash, two spaces, name, a line each, by name in UTF-16 units. */
export function formatSha256Sums(files: readonly ArchiveFile[]): string {
  return [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`)
    .join('');
}
