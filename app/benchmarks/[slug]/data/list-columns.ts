import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { TrainingView } from '@/lib/contracts/data-files';

export type DataColumn = {
  readonly name: string;
  readonly meaning: string;
  readonly example: string | null;
};

const shownMax = 40;

const classesMax = 6;

/** Columns whose names have a fixed meaning in a test set. */
const columnWords: Readonly<Record<string, string>> = {
  date: 'the date of the item',
  group: 'items of one group belong together',
};

/**
 * The public columns: those of revealed rounds, else those that the host declared. Types and examples are taken
 * from the declared model inputs and their public sample.
 */
export function listColumns(
  {
    task,
    classes,
    features,
    model_signature: signature,
    model_sample: sample,
  }: Pick<BenchmarkView, 'task' | 'classes' | 'features' | 'model_signature' | 'model_sample'>,
  training: Pick<TrainingView, 'columns'> | null,
): readonly DataColumn[] {
  const declared = new Map(signature?.input.features.map((feature) => [feature.name, feature]));
  const names = training?.columns ?? (features.length > 0 ? features : [...declared.keys()]);
  if (names.length === 0) return [];
  const [first] = sample ?? [];
  const exampleOf = (name: string) => {
    const value = first && !Array.isArray(first) ? first[name] : null;
    return value === null || value === undefined ? null : String(value);
  };
  const meaningOf = (name: string): string => {
    const feature = declared.get(name);
    if (!feature) return columnWords[name] ?? 'an input';
    return feature.type === 'number'
      ? 'a number'
      : `a category, ${feature.categories.length.toLocaleString('en')} values`;
  };
  const shown = names.slice(0, shownMax);
  const more = names.length - shown.length;
  return [
    { name: 'id', meaning: 'one per item; copy it into your file', example: null },
    ...shown.map((name) => ({ name, meaning: meaningOf(name), example: exampleOf(name) })),
    ...(more > 0 ? [{ name: '…', meaning: `${more.toLocaleString('en')} more inputs`, example: null }] : []),
    { name: 'label', meaning: `only in training data: ${describeLabel(task, classes)}`, example: null },
    ...(training
      ? [{ name: 'round', meaning: 'only in training data: the round’s number', example: null }]
      : []),
  ];
}

function describeLabel(task: BenchmarkView['task'], classes: readonly string[]): string {
  if (task === 'regression') return 'a number';
  if (task === 'text') return 'a text';
  const more = classes.length - classesMax;
  return `${classes.slice(0, classesMax).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
