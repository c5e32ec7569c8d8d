/** What `?format=` of an archive may ask for, and the file that it gives. */
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
