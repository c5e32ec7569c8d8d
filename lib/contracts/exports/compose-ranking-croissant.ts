import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { croissantContext } from '../archive/croissant';
import { licenseUrl } from '../benchmark-data';
import type { leaderboardCsvColumns } from '../leaderboard';
import { composeCitation } from './compose-citation';
import type { ExportedBenchmark } from './official-result';

export type DescribedRanking = {
  readonly benchmark: ExportedBenchmark & { readonly license: string | null };
  readonly round: { readonly number: number; readonly title: string };
  readonly ranking: {
    readonly metric: MetricName;
    readonly direction: string;
    readonly item_count: number;
    readonly published_at: string;
    readonly snapshot_id: string;
  };
  readonly freshness: string;
  /** Absolute URLs of the round's page and of the ranking as CSV. */
  readonly pageUrl: string;
  readonly csvUrl: string;
  readonly csv: { readonly byteCount: number; readonly sha256: string };
};

type Column = (typeof leaderboardCsvColumns)[number];

const fields: readonly (readonly [column: Column, dataType: string, words: string])[] = [
  ['kind', 'sc:Text', '`entry` is ranked; `host` and `baseline` are shown beside.'],
  ['rank_lower', 'sc:Integer', 'Best rank that paired tests of all pairs leave open.'],
  ['rank_upper', 'sc:Integer', 'Worst rank that they leave open.'],
  ['model', 'sc:Text', 'Name of the model.'],
  ['version', 'sc:Text', 'Version of the model, as the team names it.'],
  ['team', 'sc:Text', 'Name of the team.'],
  ['score', 'sc:Float', 'Score on the final split.'],
  ['lower', 'sc:Float', 'Lower 95 % limit of the score.'],
  ['upper', 'sc:Float', 'Upper 95 % limit of the score.'],
  ['method', 'sc:Text', 'How the limits were computed.'],
  ['evidence', 'sc:Text', 'When the version was made, relative to the round.'],
  ['submissions_used', 'sc:Integer', 'Slots the team has used in the round.'],
  ['submitted_at', 'sc:DateTime', 'When the submission was received.'],
];

/**
 * Describes the official ranking of a closed round in Croissant 1.1: the CSV of the API, and its columns. The data set is
 * marked as live, since the ranking is published again after a withdrawal. Its licence is that of the benchmark's data.
 */
export function composeRankingCroissant(described: DescribedRanking): Record<string, unknown> {
  const { benchmark, round, ranking, csv } = described;
  const file = `${benchmark.slug}-round-${round.number}-final.csv`;
  return {
    '@context': croissantContext,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name: `${benchmark.title}, round ${round.number}: ${round.title}, ranking`,
    description: formatDescription(described),
    url: described.pageUrl,
    creator: { '@type': 'Organization', name: `The maintainers of ${benchmark.title}` },
    publisher: { '@type': 'Organization', name: 'Tidemark' },
    datePublished: ranking.published_at.slice(0, 10),
    ...(benchmark.license && { license: licenseUrl(benchmark.license) }),
    version: '1.0.0',
    isLiveDataset: true,
    citeAs: composeCitation({
      ...{ benchmark, round, model: null, url: described.pageUrl },
      ...{ publishedAt: ranking.published_at, itemCount: ranking.item_count },
    }).bibtex,
    distribution: [
      {
        '@type': 'cr:FileObject',
        '@id': file,
        name: file,
        description: 'The ranking as a table, in CSV.',
        contentUrl: described.csvUrl,
        contentSize: `${csv.byteCount} B`,
        encodingFormat: 'text/csv',
        sha256: csv.sha256,
      },
    ],
    recordSet: [
      {
        '@type': 'cr:RecordSet',
        '@id': 'ranking',
        name: 'ranking',
        description: 'One record a model.',
        field: fields.map(([column, dataType, words]) => ({
          '@type': 'cr:Field',
          '@id': `ranking/${column}`,
          name: column,
          description: column === 'score' ? `${metricByName[ranking.metric].title}. ${words}` : words,
          dataType,
          source: { fileObject: { '@id': file }, extract: { column } },
        })),
      },
    ],
  };
}

const formatDescription = ({ ranking, freshness }: DescribedRanking): string =>
  `The official ranking by ${metricByName[ranking.metric].title} (${ranking.direction} is better), on ${ranking.item_count} items of the final split, on which no team had feedback. Each score has its 95 % confidence interval, each rank is a range. Snapshot ${ranking.snapshot_id}. Freshness: ${freshness}.`;
