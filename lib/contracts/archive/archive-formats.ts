import type { ArchiveHead } from '@/lib/core/commitment/archive';
import type { ArchiveFile } from '@/lib/core/round/round';

/** Values of the query parameter `?format=` for an archive, and the file that each of them returns. */
export const archiveFormats = {
  json: 'archive.json',
  csv: 'items.csv',
  parquet: 'items.parquet',
  zip: 'archive.zip',
  croissant: 'croissant.json',
} as const;

const mediaTypes: readonly (readonly [ending: string, mediaType: string])[] = [
  ['croissant.json', 'application/ld+json; profile="http://mlcommons.org/croissant/1.1"'],
  ['.jsonl', 'application/x-ndjson'],
  ['.json', 'application/json'],
  ['.csv', 'text/csv; charset=utf-8'],
  ['.parquet', 'application/vnd.apache.parquet'],
  ['.zip', 'application/zip'],
];

/** Media type of an archive's file, by the file's name. */
export const mediaTypeOf = (name: string): string =>
  mediaTypes.find(([ending]) => name.endsWith(ending))?.[1] ?? 'text/plain; charset=utf-8';

/** Writes README.txt of an archive: the archive's content, its verification and its files. */
export function formatArchiveReadme({
  round,
  benchmark_title: benchmarkTitle,
  benchmark,
  commitment: { root },
}: Pick<ArchiveHead, 'benchmark' | 'benchmark_title' | 'round' | 'commitment'>): string {
  return `Round ${round} of the benchmark ${benchmarkTitle} (${benchmark}), revealed: every item with its label,
split, nonce and leaf, the round secret, and every scored submission's prediction file with its
full-precision scores on both splits. Labels, secret and prediction files were hidden until now. A prediction
file is the plain text of what the team sent, so anybody can compute its scores again. The terms of
use of the items are in the rules of the benchmark.

To verify it, run "npm run verify -- archive.zip --root <root> --sha256 <hash>" in a checkout of Tidemark. The
items must give the Merkle root ${root}, which the
site has shown since the round was sealed; the hash is that of archive.json, in the site's list of files. Take
both from the site or from a receipt, not from here. The verifier makes every other file again and compares
it. docs/commitment.md specifies the bytes that are hashed, so that anyone can write a verifier.
"sha256sum --check SHA256SUMS" shows only whether a file was damaged in transfer: whoever changes a file can
change that list too.

archive.json contains everything but the prediction files. items.csv and items.parquet contain the items
as a table: inputs of a CSV test set are texts in columns named input_..., the input of a JSON
Lines test set is JSON text in the column input, and slices are in columns named slice_.... items.csv
contains each value unchanged, exactly as it was committed to. A spreadsheet treats a text that begins
with =, +, - or @ as a formula, so import the columns as text. croissant.json describes the files for
machines (Croissant 1.1). Later corrections are published as errata; these files never change.
`;
}

/**
 * Writes SHA256SUMS, the input of `sha256sum --check`: hash, two spaces, name, one file per line, sorted by name in UTF-16
 * units.
 */
export function formatSha256Sums(files: readonly ArchiveFile[]): string {
  return [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`)
    .join('');
}
