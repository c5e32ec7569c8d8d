import { formatNumberLabel } from '../errata/decide-corrections';
import type { LabelCorrection } from '../errata/erratum';
import { metricByName } from '../metrics/metric-by-name';
import { ok, type Result, refuse } from '../result';
import { indexGroups } from '../round/index-groups';
import { createItemIndex, type ItemIndex } from '../round/item-index';
import { copyLabelColumn, createLabelColumn, type LabelColumn } from '../scoring/label-column';
import type { ScoringRules } from '../scoring/score-part';
import { scorerVersion } from '../scoring/scorer-version';
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
      detail: `a ${task} task can not have ${width} classes and the metric ${archive.metric}`,
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
  for (const { id, label, part, group } of items) {
    const position = index.find(id)!;
    const isOfTask = (typeof label === 'number') === (task === 'regression');
    if (!isOfTask || !labels.write(position, label))
      return refuse({
        what: 'leaf',
        subject: id,
        detail: 'the label does not fit the task of the benchmark',
      });
    groups[position] = group;
    positions[part].push(position);
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

/** The labels after errata, in the order they were published. Refuses a correction of no item, of another label than it has, or to none. */
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
    if (position === undefined) return refused('an erratum is of no item of its round');
    if (formatLabel(corrected.column[position]!, rules) !== from)
      return refused('an erratum names another label than the round has');
    if (!corrected.write(position, to)) return refused('an erratum corrects an item to no label');
  }
  return ok(corrected.column);
}

/** As errata write it. */
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
