import type { ArchiveHead } from '@/lib/core/commitment/archive';
import type { ItemColumn } from '@/lib/core/commitment/item-table';
import type { ArchiveFile } from '@/lib/core/round/round';
import { mediaTypeOf } from './archive-formats';

/** The parts of archive.json that describe a round, without its items and evaluations. */
export type DescribedArchive = Pick<
  ArchiveHead,
  'benchmark' | 'benchmark_title' | 'description' | 'round' | 'title' | 'classes' | 'closed_at' | 'commitment'
>;

export type DescribedFiles = {
  readonly columns: readonly ItemColumn[];
  /** The archive's files that croissant.json describes: archive.json, items.csv, items.parquet and the prediction files. */
  readonly files: readonly ArchiveFile[];
};

/**
 * Composes croissant.json of an archive by the Croissant specification 1.1. The file is stored beside the files that it
 * describes, and refers to them by relative paths. The API adds the benchmark's licence, which may be set later. Since it is
 * written before the instant of the reveal is known, `datePublished` is the day on which the round closed.
 */
export function composeCroissant(
  described: DescribedArchive,
  { columns, files }: DescribedFiles,
): Record<string, unknown> {
  const { benchmark, benchmark_title: benchmarkTitle, round, classes } = described;
  const name = `${benchmarkTitle}, round ${round}: ${described.title}`;
  return {
    '@context': croissantContext,
    '@type': 'sc:Dataset',
    conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
    name,
    description: formatDescription(described),
    url: `/benchmarks/${benchmark}/rounds/${round}`,
    creator: { '@type': 'Organization', name: `The maintainers of ${benchmarkTitle}` },
    publisher: { '@type': 'Organization', name: 'Tidemark' },
    dateCreated: described.commitment.sealed_at,
    datePublished: dayOf(described),
    version: '1.0.0',
    isLiveDataset: false,
    citeAs: formatCitation(described, name),
    'rai:dataCollection':
      'The maintainers of the benchmark collected and labelled the items, outside of Tidemark; the description is their account of it, which is not audited. Tidemark fixed the items by a commitment before the round opened, kept the labels hidden while it took submissions, and drew the two parts at random from the round secret.',
    'rai:dataUseCases': `It was the hidden test set of a ranking. Since the reveal it serves for training, practice and checking that ranking, and is unfit for ranking models that may have seen it.`,
    distribution: files.map(({ name: file, byteCount, sha256 }) => ({
      '@type': 'cr:FileObject',
      '@id': file,
      name: file,
      description: describeFile(file),
      contentUrl: file,
      contentSize: `${byteCount} B`,
      encodingFormat: listEncodings(file),
      sha256,
    })),
    recordSet: [
      ...(classes.length > 0 ? [composeClasses(classes)] : []),
      composeItems(columns, classes),
      composeEvaluations(),
    ],
  };
}

/** Day on which the round closed, in UTC. */
const dayOf = ({ closed_at: closedAt }: DescribedArchive): string => closedAt.slice(0, 10);

function formatDescription(described: DescribedArchive): string {
  const { commitment, description, round } = described;
  const { item_count, feedback_count, final_count, root } = commitment;
  return [
    ...(description.trim() === '' ? [] : [description.trim()]),
    `The ${item_count} items of round ${round} with their labels (${feedback_count} in the feedback split, ${final_count} in the final split), and the predictions of each scored submission. The round closed on ${dayOf(described)} and was revealed after that. Merkle root of its commitment: ${root}.`,
  ].join('\n\n');
}

/** Media types of files, by which `mlcroissant` 1.1.0 decides how to read them. */
const formatsOfMlcroissant: Readonly<Record<string, string>> = {
  'application/vnd.apache.parquet': 'application/x-parquet',
  'application/x-ndjson': 'application/jsonlines',
};

function listEncodings(file: string): string | readonly string[] {
  const [mediaType = ''] = mediaTypeOf(file).split(';');
  const other = formatsOfMlcroissant[mediaType];
  return other === undefined ? mediaType : [mediaType, other];
}

function describeFile(name: string): string {
  if (name === 'archive.json')
    return 'Everything but the prediction files, in the form that the verifier reads.';
  if (name === 'items.csv') return 'The items as a table, in CSV.';
  if (name === 'items.parquet') return 'The items as a table, in Parquet.';
  return 'A prediction file, unpacked, as a team sent it.';
}

function composeClasses(classes: readonly string[]): Record<string, unknown> {
  return {
    '@type': 'cr:RecordSet',
    '@id': 'classes',
    name: 'classes',
    dataType: 'sc:Enumeration',
    key: { '@id': 'classes/name' },
    field: [
      {
        '@type': 'cr:Field',
        '@id': 'classes/name',
        name: 'name',
        description: 'Name of the class.',
        dataType: 'sc:Text',
      },
    ],
    data: classes.map((name) => ({ 'classes/name': name })),
  };
}

function composeItems(columns: readonly ItemColumn[], classes: readonly string[]): Record<string, unknown> {
  return {
    '@type': 'cr:RecordSet',
    '@id': 'items',
    name: 'items',
    description: 'One record an item, in the order of the leaves.',
    key: { '@id': 'items/id' },
    field: columns.map(({ name, type, description }) => {
      const atomic = type === 'number' ? 'sc:Float' : 'sc:Text';
      return {
        '@type': 'cr:Field',
        '@id': `items/${encodeURIComponent(name)}`,
        name,
        description,
        dataType: name === 'label' ? [atomic, 'cr:Label'] : atomic,
        ...(name === 'label' && classes.length > 0
          ? { references: { field: { '@id': 'classes/name' } } }
          : {}),
        source: { fileObject: { '@id': 'items.parquet' }, extract: { column: name } },
      };
    }),
  };
}

const evaluationFields: readonly (readonly [name: string, path: string, dataType: string, words: string])[] =
  [
    ['submission', 'submission', 'sc:Text', 'Id of the submission.'],
    ['model', 'model', 'sc:Text', 'Name of the model.'],
    ['version', 'version', 'sc:Text', 'Version of the model, as the team names it.'],
    ['team', 'team', 'sc:Text', 'Name of the team.'],
    ['evidence', 'evidence', 'sc:Text', 'When the version was made, relative to the round.'],
    ['received_at', 'received_at', 'sc:DateTime', 'When the submission was received.'],
    ['predictions', 'predictions', 'sc:Text', 'The prediction file, by its name in this archive.'],
    ['final_score', 'scores.final.score', 'sc:Float', 'Score on the final split, in full precision.'],
    [
      'feedback_score',
      'scores.feedback.score',
      'sc:Float',
      'Score on the feedback split, in full precision.',
    ],
  ];

function composeEvaluations(): Record<string, unknown> {
  return {
    '@type': 'cr:RecordSet',
    '@id': 'evaluations',
    name: 'evaluations',
    description: 'One record a scored submission that was not withdrawn before the reveal, ranked or not.',
    key: { '@id': 'evaluations/submission' },
    field: evaluationFields.map(([name, path, dataType, description]) => ({
      '@type': 'cr:Field',
      '@id': `evaluations/${name}`,
      name,
      description,
      dataType,
      source: { fileObject: { '@id': 'archive.json' }, extract: { jsonPath: `$.evaluations[*].${path}` } },
    })),
  };
}

function formatCitation(described: DescribedArchive, name: string): string {
  const { benchmark, benchmark_title: benchmarkTitle, round, commitment } = described;
  // Unbalanced braces can't be escaped in BibTeX, so all braces are removed.
  const plain = (text: string) => text.replace(/[{}\\]/g, '');
  return [
    `@misc{${benchmark}-round-${round},`,
    `  title = {${plain(name)}},`,
    `  author = {{The maintainers of ${plain(benchmarkTitle)}}},`,
    `  year = {${dayOf(described).slice(0, 4)}},`,
    '  howpublished = {Tidemark},',
    `  note = {Merkle root ${commitment.root}}`,
    '}',
  ].join('\n');
}

/**
 * The JSON-LD context of appendix 1 of the Croissant specification 1.1, except for two changes that `mlcroissant` requires
 * or warns about: schema.org is written with `https`, as in all published examples, instead of `http`; and there are four
 * more terms.
 */
export const croissantContext = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  sc: 'https://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  annotation: 'cr:annotation',
  arrayShape: 'cr:arrayShape',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  containedIn: 'cr:containedIn',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  excludes: 'cr:excludes',
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  readLines: 'cr:readLines',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sdVersion: 'cr:sdVersion',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
  unArchive: 'cr:unArchive',
  value: 'cr:value',
};
