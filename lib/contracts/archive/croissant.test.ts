import { describe, expect, it } from 'vitest';
import { createItemTable } from '@/lib/core/commitment/item-table';
import { composeCroissant, type DescribedArchive, type DescribedFiles } from './croissant';

const archive: DescribedArchive = {
  benchmark: 'flights',
  benchmark_title: 'Late {flights}',
  description: 'Which flights arrive late.',
  round: 3,
  title: 'March',
  classes: ['no', 'yes'],
  closed_at: '2026-04-01T00:00:00.000Z',
  commitment: {
    root: 'ab'.repeat(32),
    item_count: 10,
    feedback_count: 4,
    final_count: 6,
    metric: 'accuracy',
    scorer_version: '1',
    sealed_at: '2026-02-27T12:00:00.000Z',
    log_loss_clip: 0.0001,
    inputs_order: 'drawn',
    schedule: { opens_at: null, closes_at: null, cadence: { kind: 'none' }, time_zone: 'UTC' },
  },
};

const described: DescribedFiles = {
  columns: createItemTable({
    task: 'binary',
    hasOriginalIds: false,
    format: 'csv',
    inputColumns: ['size', 'label size'],
  }).columns,
  files: [
    { name: 'archive.json', byteCount: 10, sha256: 'aa'.repeat(32) },
    { name: 'items.csv', byteCount: 11, sha256: 'bb'.repeat(32) },
    { name: 'items.parquet', byteCount: 12, sha256: 'cc'.repeat(32) },
    { name: 'predictions/1.jsonl', byteCount: 13, sha256: 'dd'.repeat(32) },
  ],
};

type Node = Record<string, unknown>;

/** Lists every object under one of these keys, at any depth. */
function findUnder(value: unknown, key: string): Node[] {
  if (Array.isArray(value)) return value.flatMap((each) => findUnder(each, key));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, child]) => [
    ...(name === key ? [child as Node].flat() : []),
    ...findUnder(child, key),
  ]);
}

/** In Croissant, references to fields and fields themselves have the same key. */
const findFields = (document: Node) =>
  findUnder(document.recordSet, 'field').filter((node) => node['@type'] === 'cr:Field');

describe('croissant.json', () => {
  const document = JSON.parse(JSON.stringify(composeCroissant(archive, described))) as Node;

  it('has every property that Croissant 1.1 requires of a dataset, except a license (a benchmark has no such field)', () => {
    for (const key of [
      '@context',
      '@type',
      'conformsTo',
      'description',
      'name',
      'url',
      'creator',
      'datePublished',
      'distribution',
    ])
      expect(document).toHaveProperty([key]);
    expect(document.conformsTo).toContain('http://mlcommons.org/croissant/1.1');
    expect(document).not.toHaveProperty('license');
  });

  it('describes each file by hash and size, at an address relative to croissant.json', () => {
    expect(document.distribution).toHaveLength(described.files.length);
    for (const [i, file] of described.files.entries())
      expect((document.distribution as Node[])[i]).toMatchObject({
        '@type': 'cr:FileObject',
        '@id': file.name,
        contentUrl: file.name,
        contentSize: `${file.byteCount} B`,
        sha256: file.sha256,
      });
  });

  it('has a type for every column, and refers only to ids that the document defines', () => {
    const fields = findFields(document);
    expect(
      fields.filter((field) => String(field['@id']).startsWith('items/')).map(({ name }) => name),
    ).toEqual(['id', 'split', 'label', 'group', 'date', 'input_size', 'input_label size', 'nonce', 'leaf']);
    for (const field of fields) {
      expect(field.dataType).toBeTruthy();
      // An id must be a relative IRI.
      expect(field['@id']).toMatch(/^[\w/%.-]+$/);
    }
    const defined = [...fields, ...(document.distribution as Node[]), ...(document.recordSet as Node[])].map(
      (node) => node['@id'],
    );
    expect(new Set(defined).size).toBe(defined.length);
    const references = [
      ...['fileObject', 'key'].flatMap((key) => findUnder(document.recordSet, key)),
      ...findUnder(document.recordSet, 'references').map(({ field }) => field as Node),
    ];
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) expect(defined).toContain(reference['@id']);
  });

  it('uses only terms that the JSON-LD context defines', () => {
    const prefixes = Object.keys(document['@context'] as Node);
    const terms = JSON.stringify(document).matchAll(/"([a-z]+):[A-Za-z]+"(?=[:,\]}])/g);
    for (const [, prefix] of terms) expect(prefixes).toContain(prefix);
  });

  it('writes schema.org with https and references by field, as mlcroissant requires', () => {
    expect(document['@context']).toMatchObject({
      '@vocab': 'https://schema.org/',
      sc: 'https://schema.org/',
      // These terms are in the JSON-LD context that mlcroissant itself writes; it warns if one of them is missing.
      ...{ path: 'cr:path', repeated: 'cr:repeated' },
      ...{ replace: 'cr:replace', samplingRate: 'cr:samplingRate' },
    });
    expect(findUnder(document.recordSet, 'references')).toEqual([{ field: { '@id': 'classes/name' } }]);
  });

  it('states two formats of a file: the registered one, and one that mlcroissant can read', () => {
    const readable = ['application/json', 'application/jsonlines', 'application/x-parquet', 'text/csv'];
    const formats = (document.distribution as Node[]).map(({ encodingFormat }) => [encodingFormat].flat());
    for (const names of formats) expect(names.filter((name) => readable.includes(`${name}`))).toHaveLength(1);
    expect(formats[2]).toContain('application/vnd.apache.parquet');
  });

  it('contains a BibTeX citation with balanced braces for any title', () => {
    const cited = String(document.citeAs);
    expect(cited).toContain('@misc{flights-round-3,');
    expect(cited.split('{').length).toBe(cited.split('}').length);
  });

  it('has no list of classes for a task without classes', () => {
    const { columns } = createItemTable({
      task: 'regression',
      hasOriginalIds: false,
      format: 'jsonl',
      inputColumns: ['input'],
    });
    const regression = composeCroissant({ ...archive, classes: [] }, { ...described, columns });
    const text = JSON.stringify(regression);
    expect(text).not.toContain('classes/name');
    expect(text).toContain('"dataType":["sc:Float","cr:Label"]');
  });
});
