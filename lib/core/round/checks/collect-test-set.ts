import type { Task } from '../../benchmark';
import { detachText } from '../../files/cell-text';
import { createClassIndex } from '../../files/class-index';
import type { MetricName } from '../../metrics/metric-name';
import { metrics } from '../../metrics/metrics';
import { listReferences } from '../../metrics/text/text-label';
import { normaliseAnswer } from '../../metrics/text/words';
import type { TestSetItem } from '../read-test-set';
import { createSliceCollector, type SliceValues } from '../slices';
import { findLabelLeaks, type LabelLeaks } from './check-label-leak';
import {
  type ColumnSummary,
  createColumnSampler,
  findStrayWords,
  type StrayWords,
  summariseColumns,
} from './column-sample';
import { type FingerprintRecords, recordWords, writeRecord } from './fingerprint-record';
import { createLabelsInIdsCounter, type LabelsInIds } from './order/order-test';

export type CollectedLabels =
  | {
      readonly kind: 'classes';
      readonly classes: readonly string[];
      /** Index of each item's class. */
      readonly indices: Int32Array;
      /** Number of items of each class, in the order of `classes`. */
      readonly counts: readonly number[];
    }
  | { readonly kind: 'numbers'; readonly values: Float64Array }
  | CollectedTexts;

/** A test set's data for the checks, in columns in file order. They include labels, so only the scorer may have them. */
export type CollectedTestSet = {
  readonly itemCount: number;
  readonly records: FingerprintRecords;
  readonly labels: CollectedLabels;
  /** Instant of each item in milliseconds since 1970 (of a day: its beginning in UTC); NaN for an item without a date. */
  readonly instants: Float64Array;
  readonly ids: readonly string[];
  readonly labelsInIds: LabelsInIds;
  readonly columns: readonly ColumnSummary[];
  readonly strayWords: readonly StrayWords[];
  readonly labelLeaks: LabelLeaks;
  readonly slices: readonly SliceValues[];
};

export type TestSetCollector = {
  /** Adds the next item of the file. */
  add(item: TestSetItem): void;
  /** Returns the columns. Called once, after the last item. */
  finish(): CollectedTestSet;
};

const chunkItems = 8192;

/**
 * Collects the columns for the checks while a test set is read. Memory: 80 bytes per item for the fingerprint, about 20 for
 * the other columns, the ids, and the texts of a text task until `finish`, which briefly holds two copies of the
 * fingerprints.
 */
export function createTestSetCollector({
  task,
  classes,
}: {
  task: Task;
  classes: readonly string[];
}): TestSetCollector {
  const labels = createLabelCollector(task, classes);
  const chunks: Uint32Array[] = [];
  const ids: string[] = [];
  const instants: number[] = [];
  const labelsInIds = createLabelsInIdsCounter();
  const sampler = createColumnSampler();
  const slices = createSliceCollector();

  return {
    add(item) {
      const place = ids.length % chunkItems;
      if (place === 0) chunks.push(new Uint32Array(chunkItems * recordWords));
      writeRecord(item, chunks.at(-1)!, place * recordWords);
      const id = detachText(item.id);
      ids.push(id);
      labels.add(item.label);
      sampler.add(item);
      slices.add(item.slices);
      labelsInIds.add(id, detachText(item.label));
      instants.push(item.date === null ? Number.NaN : Date.parse(item.date));
    },
    finish() {
      const itemCount = ids.length;
      const records = new Uint32Array(itemCount * recordWords);
      chunks.forEach((chunk, i) => {
        const start = i * chunkItems * recordWords;
        records.set(chunk.subarray(0, records.length - start), start);
      });
      chunks.length = 0;
      const sample = sampler.finish();
      return {
        itemCount,
        records,
        labels: labels.finish(),
        instants: Float64Array.from(instants),
        ids,
        labelsInIds: labelsInIds.finish(),
        columns: summariseColumns(sample),
        strayWords: findStrayWords(sample),
        labelLeaks: findLabelLeaks(task, sample),
        slices: slices.finish(),
      };
    },
  };
}

type LabelCollector = { add(label: string): void; finish(): CollectedLabels };

function createLabelCollector(task: Task, classes: readonly string[]): LabelCollector {
  if (task === 'text') return createTextsCollector();
  const values: number[] = [];
  if (task === 'regression')
    return {
      add: (label) => values.push(Number(label)),
      finish: () => ({ kind: 'numbers', values: Float64Array.from(values) }),
    };
  const index = createClassIndex(classes);
  return {
    add: (label) => values.push(requireClass(index.find(label))),
    finish: () => collectClasses(index.names, Int32Array.from(values)),
  };
}

function requireClass(index: number | undefined): number {
  if (index === undefined)
    throw new Error('the test set reader passed on a label that is no class of the benchmark');
  return index;
}

function collectClasses(classes: readonly string[], indices: Int32Array): CollectedLabels {
  const counts = new Array<number>(classes.length).fill(0);
  for (const index of indices) counts[index]!++;
  return { kind: 'classes', classes, indices, counts };
}

/** Facts about text labels for the checks, in file order; the texts themselves aren't stored. */
export type CollectedTexts = {
  readonly kind: 'texts';
  /** A number per item, equal for items that accept the same texts after normalisation; numbered by first appearance. */
  readonly indices: Int32Array;
  readonly distinctCount: number;
  /** Number of characters of each item's first reference. */
  readonly lengths: Float64Array;
  /** Number of items that accept the most frequently accepted text, which are the hits of the best constant prediction. */
  readonly commonestCount: number;
  /**
   * For each metric the number of labels that it can't use, or to which it can compare nothing, by the metric's `labelRule`.
   */
  readonly unfitCounts: Readonly<Partial<Record<MetricName, number>>>;
};

export type TextsCollector = { add(label: string): void; finish(): CollectedTexts };

/** Collects facts about text labels for the checks. Memory: the distinct texts, normalised. */
export function createTextsCollector(): TextsCollector {
  const indexOf = new Map<string, number>();
  const acceptingCount = new Map<string, number>();
  const indices: number[] = [];
  const lengths: number[] = [];
  const unfitCounts: Partial<Record<MetricName, number>> = {};
  return {
    add(label) {
      const references = listReferences(label);
      const answers = [...new Set(references.map(normaliseAnswer))].sort();
      const key = answers.join('\n');
      if (!indexOf.has(key)) indexOf.set(key, indexOf.size);
      indices.push(indexOf.get(key)!);
      lengths.push(references[0]!.length);
      for (const answer of answers) acceptingCount.set(answer, (acceptingCount.get(answer) ?? 0) + 1);
      for (const { name, labelRule } of metrics)
        if (labelRule && !labelRule.fits(references)) unfitCounts[name] = (unfitCounts[name] ?? 0) + 1;
    },
    finish: () => ({
      kind: 'texts',
      indices: Int32Array.from(indices),
      distinctCount: indexOf.size,
      lengths: Float64Array.from(lengths),
      commonestCount: [...acceptingCount.values()].reduce((most, count) => Math.max(most, count), 0),
      unfitCounts,
    }),
  };
}
