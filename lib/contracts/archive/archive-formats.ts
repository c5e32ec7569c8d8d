import type { ArchiveFile } from '@/lib/core/round/round';

/** Values of `?format=` for an archive, and the file that each gives. */
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

/** The media type of a file of an archive, by its name. */
export const mediaTypeOf = (name: string): string =>
  mediaTypes.find(([ending]) => name.endsWith(ending))?.[1] ?? 'text/plain; charset=utf-8';

/** README.txt of an archive: its content, its verification and its files. */
export function formatArchiveReadme({
  round,
  benchmarkTitle,
  benchmark,
  root,
}: {
  benchmark: string;
  benchmarkTitle: string;
  round: number;
  root: string;
}): string {
  return `Round ${round} of the benchmark ${benchmarkTitle} (${benchmark}), revealed: every item with its label,
split, nonce and leaf, the round secret, and every scored submission's prediction file with its
full-precision scores on both splits. Labels, secret and prediction files were hidden until now. A prediction
file is the plain text of what the team sent, so anybody can compute its scores again. Under which terms
the items may be used, the rules of the benchmark say.

To verify it, run "npm run verify -- archive.json" in a checkout of Tidemark. The items must give the
Merkle root ${root}, which the site
has shown since the round was sealed; docs/commitment.md specifies the bytes that are hashed, so that
anyone can write a verifier. "sha256sum --check SHA256SUMS" says whether a file was damaged on its way.

archive.json holds everything but the prediction files. items.csv and items.parquet hold the items for
reading into a table: inputs of a CSV test set are texts in columns named input_..., the input of a JSON
Lines test set is JSON text in the column input, and slices are in columns named slice_.... items.csv
holds each value as it is, so that it is the item that was committed to: before opening it in a
spreadsheet, mind that a text which begins with =, +, - or @ is taken for a formula there; import the
columns as text. croissant.json describes the files for machines (Croissant 1.1). Corrections that come
later are published as errata; these files never change.
`;
}

/** Input of `sha256sum --check`: hash, two spaces, name, one file per line, sorted by name in UTF-16 units. */
export function formatSha256Sums(files: readonly ArchiveFile[]): string {
  return [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`)
    .join('');
}
