import type { Direction, Evidence, Split, Task } from '../benchmark';
import { formatNumberLabel } from '../errata/decide-corrections';
import type { LabelCorrection } from '../errata/erratum';
import type { JsonValue } from '../files/canonical-json';
import type { EntryKind } from '../leaderboard/leaderboard';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { ok, type Result, refuse } from '../result';
import { createItemIndex, type ItemIndex, indexGroups } from '../round/item-index';
import type { TestSetFormat } from '../round/read-test-set';
import type { Commitment } from '../round/round';
import type { ItemSlices } from '../round/slices';
import { copyLabelColumn, createLabelColumn, type LabelColumn } from '../scoring/label-column';
import { type ScoringRules, scorerVersion } from '../scoring/score-split';
import type { Interval } from '../statistics/interval';
import type { ArchiveFinding } from './verification-report';

/** One item of a revealed round. */
export type ArchiveItem = {
  /** The published id of the item, in Unicode form NFC. */
  readonly id: string;
  /** The original id in the test set, if the published ids are pseudonymous. */
  readonly original_id?: string;
  readonly input: JsonValue;
  /** The label: a class name, a number for regression, or a text as `readTextLabel` stores it. */
  readonly label: string | number;
  readonly split: Split;
  readonly group: string | null;
  readonly date: string | null;
  /** The item's value in each slice column; absent where the test set has no slice columns. */
  readonly slices?: ItemSlices;
  /** The item's nonce: 32 bytes in lower-case hex, like `leaf`. */
  readonly nonce: string;
  readonly leaf: string;
};

/** Scores of an evaluation on one split: unrounded doubles in the metrics' units; null where the metric has no value. */
export type ArchiveScores = {
  readonly score: number | null;
  readonly interval: Interval | null;
  /** Scores by the secondary metrics; a metric without a value is left out. */
  readonly secondary: Readonly<Partial<Record<MetricName, number>>>;
};

/** The evaluation of one submission, identified by public ids and names. */
export type ArchiveEvaluation = {
  readonly submission: string;
  readonly model: string;
  readonly version: string;
  readonly team: string;
  readonly evidence: Evidence;
  /** Kind of the submission's row in the ranking: entry, host entry or baseline. */
  readonly kind: EntryKind;
  /** True if the team chose this submission to count for its model. */
  readonly chosen: boolean;
  /**
   * The score on the feedback split that was reported to the submission's team while the round was open; null where none was
   * reported.
   */
  readonly reported_score: number | null;
  /** When the site received the submission: ISO 8601 in UTC. */
  readonly received_at: string;
  /**
   * SHA-256 of the file that the team sent, as stated in the receipt; that file may be compressed, or be a model instead of
   * predictions.
   */
  readonly file_sha256: string;
  /** SHA-256 of the prediction file in the archive. */
  readonly predictions_sha256: string;
  /** Path of the prediction file inside the archive: `predictions/<submission>.csv` or `.jsonl`. */
  readonly predictions: string;
  readonly scorer_version: string;
  /** Scores on both splits. Intervals by resampling use the seed `<file_sha256>:<benchmark>:<round>:<split>`. */
  readonly scores: { readonly feedback: ArchiveScores; readonly final: ArchiveScores };
};

/**
 * Content of the file `archive.json` of a revealed round. Items are in the order of the leaves: by id, compared in UTF-16
 * units.
 */
export type Archive = {
  /** The benchmark's slug. */
  readonly benchmark: string;
  readonly benchmark_title: string;
  /** The benchmark's description at the reveal, as its maintainers wrote it. */
  readonly description: string;
  readonly round: number;
  readonly title: string;
  /** When the round closed: ISO 8601 in UTC. */
  readonly closed_at: string;
  readonly task: Task;
  /** Names of the classes; empty for regression and text tasks. */
  readonly classes: readonly string[];
  readonly metric: MetricName;
  readonly secondary_metrics: readonly MetricName[];
  readonly direction: Direction;
  /** The round secret, 32 bytes in lower-case hex. */
  readonly secret: string;
  readonly test_set: ArchivedTestSet;
  readonly items: readonly ArchiveItem[];
  readonly evaluations: readonly ArchiveEvaluation[];
  readonly commitment: Commitment;
};

/** The form of the test set, which decides the columns of items.csv, items.parquet and the training file. */
export type ArchivedTestSet = {
  readonly format: TestSetFormat;
  /** Names of the input columns in the test set's order; empty for a JSON Lines test set. */
  readonly input_columns: readonly string[];
  /** Names of the slice columns without the prefix `slice_`, in order. */
  readonly slice_columns: readonly string[];
  readonly has_group: boolean;
  readonly has_date: boolean;
};

/** The content of `archive.json` without the items. */
export type ArchiveHead = Omit<Archive, 'items'>;

/** Reads the files of an archive, which may be stored in a folder, in a zip or on a site. */
export type ArchiveFiles = {
  /** Reads the file at this path of the archive; null where the archive has no such file. */
  read(path: string): Promise<Uint8Array | null>;
  /** Lists the paths of all files in the archive; null where they are unknown, as for a single `archive.json`. */
  listNames(): Promise<readonly string[] | null>;
  /** Faults of the zip because of which another program could read different files from it. */
  readonly irregularities: readonly string[];
  /**
   * SHA-256 of each file in lower-case hex, by the file's path, as the site publishes it. Null for a copy that is checked offline:
   * its own SHA256SUMS could have been changed together with a file.
   */
  readonly listed: ReadonlyMap<string, string> | null;
};

/** A revealed round in the columns that the scorer works with, in the order of the item index. */
export type LabelledArchive = {
  readonly rules: ScoringRules;
  readonly index: ItemIndex;
  readonly labels: LabelColumn;
  /** For each item the index of its group; null where the test set has no groups. */
  readonly groups: Int32Array | null;
  /** Positions of the items of each split, ascending. */
  readonly positions: { readonly feedback: Uint32Array; readonly final: Uint32Array };
};

/**
 * Arranges the labels and splits of an archive in columns. Refuses repeated ids, and labels that aren't among the classes.
 */
export function labelArchive(
  archive: Pick<Archive, 'task' | 'classes' | 'metric' | 'secondary_metrics' | 'items' | 'commitment'>,
): Result<LabelledArchive, ArchiveFinding> {
  const { task, items } = archive;
  const width = archive.classes.length;
  const twice = findIdGivenTwice(items);
  if (twice !== null) return refuse({ what: 'id', subject: twice, detail: 'two items have this id' });
  const isWidthRight = {
    binary: width === 2,
    multiclass: width >= 2,
    regression: width === 0,
    text: width === 0,
  }[task];
  if (!isWidthRight || !metricByName[archive.metric].tasks.includes(task))
    return refuse({
      what: 'commitment',
      subject: 'task',
      detail: `a ${task} task cannot have ${width} classes and the metric ${archive.metric}`,
    });
  if (new Set(archive.classes.map((name) => name.normalize('NFC'))).size !== archive.classes.length)
    return refuse({ what: 'commitment', subject: 'classes', detail: 'two classes have the same name' });
  const sealedWith = archive.commitment.scorer_version;
  if (sealedWith !== scorerVersion)
    return refuse({
      what: 'commitment',
      subject: 'scorer_version',
      detail: `the round was sealed with scorer version ${sealedWith}, and this program has version ${scorerVersion}`,
    });
  const index = createItemIndex(items.map(({ id }) => id));
  const labels = createLabelColumn(archive, items.length);
  const groups = new Array<string | null>(items.length).fill(null);
  const positions: { feedback: number[]; final: number[] } = { feedback: [], final: [] };
  for (const { id, label, split, group } of items) {
    const position = index.find(id)!;
    const isOfTask = (typeof label === 'number') === (task === 'regression');
    if (!isOfTask || !labels.write(position, label))
      return refuse({
        what: 'leaf',
        subject: id,
        detail: 'the label does not fit the task of the benchmark',
      });
    groups[position] = group;
    positions[split].push(position);
  }
  return ok({
    rules: {
      task,
      classes: archive.classes,
      metric: archive.metric,
      secondaryMetrics: archive.secondary_metrics,
      logLossClip: archive.commitment.log_loss_clip,
    },
    index,
    labels: labels.column,
    groups: indexGroups(groups),
    positions: {
      feedback: Uint32Array.from(positions.feedback).sort(),
      final: Uint32Array.from(positions.final).sort(),
    },
  });
}

/**
 * Applies errata to the labels in the order of publication. Returns an error for a correction of an unknown item, from a label
 * that the item doesn't have, or to an invalid label.
 */
export function correctLabels(
  {
    rules,
    index,
    labels,
  }: Pick<LabelledArchive, 'index' | 'labels'> & {
    rules: Pick<ScoringRules, 'task' | 'classes'>;
  },
  corrections: readonly LabelCorrection[],
): Result<LabelColumn, ArchiveFinding> {
  const corrected = copyLabelColumn(labels, rules.classes);
  for (const { id, from, to } of corrections) {
    const refused = (detail: string) => refuse<ArchiveFinding>({ what: 'ranking', subject: id, detail });
    const position = index.find(id);
    if (position === undefined) return refused('an erratum names an item that its round does not have');
    if (formatLabel(corrected.column[position]!, rules) !== from)
      return refused('an erratum names another label than the round has');
    if (!corrected.write(position, to)) return refused('an erratum corrects an item to an invalid label');
  }
  return ok(corrected.column);
}

/** Writes a label in the text format that errata use. */
function formatLabel(value: string | number, { task, classes }: Pick<ScoringRules, 'task' | 'classes'>) {
  if (typeof value === 'string') return value;
  return task === 'regression' ? formatNumberLabel(value) : classes[value]?.normalize('NFC');
}

function findIdGivenTwice(items: Archive['items']): string | null {
  const seen = new Set<string>();
  for (const { id } of items) {
    const name = id.normalize('NFC');
    if (seen.has(name)) return id;
    seen.add(name);
  }
  return null;
}
