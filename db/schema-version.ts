import journal from './migrations/meta/_journal.json' with { type: 'json' };

const tags = journal.entries.map(({ tag }) => tag);

/**
 * Migrations that only add what older code needn't know of: a web process or scorer of the version before goes on beside them. All
 * others take older code out of service.
 */
const additive: readonly string[] = [
  '0001_indexes_of_searched_keys',
  '0003_clock_holds',
  '0005_leak_report_rooms',
  '0006_uploader_of_a_round',
  '0007_rendered_texts',
  '0011_benchmark_words',
  '0017_version_skeletons_and_played_demo',
  '0026_benchmark_listings',
  '0027_snapshot_pairs',
  '0028_rank_ceilings',
  '0029_listed_benchmarks',
  '0030_sample_of_a_reveal',
];

/** The number of the newest migration, which this code is written for. */
export const schemaVersion = tags.length - 1;

/** The number of the newest migration that isn't additive: older code can't work on this schema. */
export const compatibleSince = tags.findLastIndex((tag) => !additive.includes(tag));
