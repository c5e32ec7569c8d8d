import { createClassIndex } from '../files/class-index';
import { ok, type Result, refuse } from '../result';
import type { LabelCorrection } from '../round/erratum';
import { indexGroups } from '../round/index-groups';
import { createItemIndex, type ItemIndex } from '../round/item-index';
import { metrics } from '../scoring/metrics';
import type { LabelColumn, ScoringRules } from '../scoring/score-part';
import type { Archive } from './archive';
import type { ArchiveFinding } from './archive-finding';

/** A revealed round as the scorer had it: columns in the order of the item index. */
export type LabelledArchive = {
  readonly rules: ScoringRules;
  readonly index: ItemIndex;
  readonly labels: LabelColumn;
  /** The index of each item's group; null where the test set has none. */
  readonly groups: Int32Array | null;
  /** Of each part, ascending. */
  readonly positions: { readonly feedback: Uint32Array; readonly final: Uint32Array };
};

/** Lays the labels and parts of an archive out as columns. Refuses ids that are there twice and labels of no class. */
export function labelArchive(
  archive: Pick<Archive, 'task' | 'classes' | 'metric' | 'secondary_metrics' | 'items'>,
): Result<LabelledArchive, ArchiveFinding> {
  const { task, items } = archive;
  const width = archive.classes.length;
  const twice = findIdGivenTwice(items);
  if (twice !== null) return refuse({ what: 'id', subject: twice, detail: 'two items have this id' });
  const isWidthRight = { binary: width === 2, multiclass: width >= 2, regression: width === 0 }[task];
  if (!isWidthRight || !metrics[archive.metric].tasks.includes(task))
    return refuse({
      what: 'commitment',
      subject: 'task',
      detail: `a ${task} task can not have ${width} classes and the metric ${archive.metric}`,
    });
  if (new Set(archive.classes.map((name) => name.normalize('NFC'))).size !== archive.classes.length)
    return refuse({ what: 'commitment', subject: 'classes', detail: 'two classes have the same name' });
  const classes = createClassIndex(archive.classes);
  const index = createItemIndex(items.map(({ id }) => id));
  const labels: LabelColumn =
    task === 'regression' ? new Float64Array(items.length) : new Int32Array(items.length);
  const groups = new Array<string | null>(items.length).fill(null);
  const positions: { feedback: number[]; final: number[] } = { feedback: [], final: [] };
  for (const { id, label, part, group } of items) {
    const position = index.find(id)!;
    const value = task === 'regression' ? label : classes.find(String(label));
    if (typeof value !== 'number' || (task !== 'regression' && typeof label !== 'string'))
      return refuse({
        what: 'leaf',
        subject: id,
        detail: 'the label does not fit the task of the benchmark',
      });
    labels[position] = value;
    groups[position] = group;
    positions[part].push(position);
  }
  return ok({
    rules: {
      task,
      classes: archive.classes,
      metric: archive.metric,
      secondaryMetrics: archive.secondary_metrics,
    },
    index,
    labels,
    groups: indexGroups(groups),
    positions: {
      feedback: Uint32Array.from(positions.feedback).sort(),
      final: Uint32Array.from(positions.final).sort(),
    },
  });
}

/** The labels after errata, in the order they were published. Refuses a correction of an unknown item or to no label. */
export function correctLabels(
  { rules, index, labels }: LabelledArchive,
  corrections: readonly LabelCorrection[],
): Result<LabelColumn, ArchiveFinding> {
  const corrected = labels.slice();
  const classes = createClassIndex(rules.classes);
  for (const { id, to } of corrections) {
    const position = index.find(id);
    const value = rules.task === 'regression' ? Number(to) : classes.find(to);
    if (position === undefined || value === undefined || !Number.isFinite(value))
      return refuse({
        what: 'ranking',
        subject: id,
        detail: 'an erratum of this item fits no item or no label',
      });
    corrected[position] = value;
  }
  return ok(corrected);
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
