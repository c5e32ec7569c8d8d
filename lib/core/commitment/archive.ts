import type { Direction, Evidence, Part, Task } from '../benchmark';
import type { JsonValue } from '../files/json-value';
import type { EntryKind } from '../leaderboard/entry-kind';
import type { MetricName } from '../metrics/metric-name';
import type { Commitment } from '../round/commitment';

import type { ItemSlices } from '../round/slice-columns';
import type { Interval } from '../statistics/interval';

/** One item of a revealed round. */
export type ArchiveItem = {
  /** In NFC. */
  readonly id: string;
  /** The id in the test set, where ids were drawn. */
  readonly own_id?: string;
  readonly input: JsonValue;
  /** A class name, in regression the number, or a text as `readTextLabel` keeps it. */
  readonly label: string | number;
  readonly part: Part;
  readonly group: string | null;
  readonly date: string | null;
  /** Absent where the test set has no slice columns. */
  readonly slices?: ItemSlices;
  /** 32 bytes in lower-case hex, like `leaf`. */
  readonly nonce: string;
  readonly leaf: string;
};

/** What an evaluation found on one part: full doubles in the metrics' units; null where the metric has no value. */
export type ArchiveScores = {
  readonly score: number | null;
  readonly interval: Interval | null;
  /** A metric without a value is left out. */
  readonly secondary: Readonly<Partial<Record<MetricName, number>>>;
};

/** One submission's evaluation, by public ids and names. */
export type ArchiveEvaluation = {
  readonly submission: string;
  readonly model: string;
  readonly version: string;
  readonly team: string;
  readonly evidence: Evidence;
  /** What it is in the ranking. */
  readonly kind: EntryKind;
  /** Its team chose it to count for its model. */
  readonly chosen: boolean;
  /** The feedback score that its team was told while the round was open; null where none was reported. */
  readonly reported_score: number | null;
  /** ISO 8601 in UTC. */
  readonly received_at: string;
  readonly file_sha256: string;
  /** Path of the file inside the archive: `predictions/<submission>.csv` or `.jsonl`. */
  readonly predictions: string;
  readonly scorer_version: string;
  /** Drawn intervals have the seed `<file_sha256>:<benchmark>:<round>:<part>`. */
  readonly scores: { readonly feedback: ArchiveScores; readonly final: ArchiveScores };
};

/** `archive.json` of a revealed round. Items stand in the order of the leaves: by id, in UTF-16 units. */
export type Archive = {
  /** The benchmark's slug. */
  readonly benchmark: string;
  readonly round: number;
  readonly title: string;
  readonly task: Task;
  /** Empty for regression and text. */
  readonly classes: readonly string[];
  readonly metric: MetricName;
  readonly secondary_metrics: readonly MetricName[];
  readonly direction: Direction;
  /** The round secret, 32 bytes in lower-case hex. */
  readonly secret: string;
  readonly items: readonly ArchiveItem[];
  readonly evaluations: readonly ArchiveEvaluation[];
  readonly commitment: Commitment;
};
