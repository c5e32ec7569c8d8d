import type { Task } from '../benchmark';
import { createClassIndex } from '../files/class-index';
import { readTextLabel } from '../metrics/text/text-label';

/**
 * Labels of a round in the order of its item index: class indices, numbers for regression, or texts from which
 * `listReferences` reads the references.
 */
export type LabelColumn = Int32Array | Float64Array | readonly string[];

export type LabelWriter = {
  readonly column: LabelColumn;
  /** Writes the label of one item. Returns false, and writes nothing, for a label of another task. */
  write(position: number, label: string | number): boolean;
};

/** Makes an empty column for `itemCount` labels. */
export function createLabelColumn(
  { task, classes }: { task: Task; classes: readonly string[] },
  itemCount: number,
): LabelWriter {
  switch (task) {
    case 'regression':
      return writeNumbers(new Float64Array(itemCount));
    case 'text':
      return writeTexts(new Array<string>(itemCount).fill(''));
    default:
      return writeClasses(new Int32Array(itemCount), classes);
  }
}

/** Copies a column, so that its labels can be replaced. */
export function copyLabelColumn(column: LabelColumn, classes: readonly string[]): LabelWriter {
  if (column instanceof Int32Array) return writeClasses(column.slice(), classes);
  return column instanceof Float64Array ? writeNumbers(column.slice()) : writeTexts([...column]);
}

/** Labels of a split, in the order of its positions. */
export function selectLabels(labels: LabelColumn, positions: Uint32Array): LabelColumn {
  if (labels instanceof Float64Array) return Float64Array.from(positions, (i) => labels[i]!);
  if (labels instanceof Int32Array) return Int32Array.from(positions, (i) => labels[i]!);
  return Array.from(positions, (i) => labels[i]!);
}

function writeClasses(column: Int32Array, classes: readonly string[]): LabelWriter {
  const index = createClassIndex(classes);
  return {
    column,
    write(position, label) {
      const found = index.find(String(label));
      if (found === undefined) return false;
      column[position] = found;
      return true;
    },
  };
}

function writeNumbers(column: Float64Array): LabelWriter {
  return {
    column,
    write(position, label) {
      const value = Number(label);
      if (!Number.isFinite(value)) return false;
      column[position] = value;
      return true;
    },
  };
}

function writeTexts(column: string[]): LabelWriter {
  return {
    column,
    write(position, label) {
      const text = readTextLabel(label);
      if (!text.ok) return false;
      column[position] = text.value;
      return true;
    },
  };
}
