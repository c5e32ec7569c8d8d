import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { TrainingView } from '@/lib/contracts/data-files';
import type { SampledColumn, SampledColumns } from '@/lib/core/round/sample-columns';
import { nameRoundColumn } from '@/lib/core/round/training';

export type DataColumn = {
  readonly name: string;
  readonly meaning: string;
  readonly example: string | null;
};

const shownMax = 40;

const classesMax = 6;

/** Columns whose names have a fixed meaning in every test set, with that meaning. */
const columnWords: Readonly<Record<string, string>> = {
  date: 'the date of the item',
  group: 'items of one group belong together',
};

/**
 * The public columns: those of revealed rounds, otherwise those of the open round's inputs, otherwise those that the host has
 * declared. Types and examples are those that the host has declared, otherwise those in the first rows of the newest public
 * file.
 */
export function listColumns(
  {
    task,
    classes,
    features,
    model_signature: signature,
    model_sample: sample,
    columns: notes,
  }: Pick<BenchmarkView, 'task' | 'classes' | 'features' | 'model_signature' | 'model_sample' | 'columns'>,
  training: Pick<TrainingView, 'columns'> | null,
  sampled: SampledColumns | null,
): readonly DataColumn[] {
  const declared = new Map(signature?.input.features.map((feature) => [feature.name, feature]));
  const cells = new Map(sampled?.columns.map((column) => [column.name, column]));
  const noted = new Map(notes.map((note) => [note.name, describeNote(note)]));
  const described = notes.map(({ name }) => name).filter((name) => !otherNames.has(name));
  const names = listNames({
    training,
    sampled,
    declared: features.length > 0 ? features : declared.size > 0 ? [...declared.keys()] : described,
  });
  if (names.length === 0) return [];
  const [first] = sample ?? [];
  const exampleOf = (name: string) => {
    const value = cells.get(name)?.example ?? (first && !Array.isArray(first) ? first[name] : null);
    return value === null || value === undefined ? null : cutExample(String(value));
  };
  const meaningOf = (name: string): string => {
    const feature = declared.get(name);
    if (feature?.type === 'category')
      return `a category, ${feature.categories.length.toLocaleString('en')} values`;
    const words = [columnWords[name], describeCells(cells.get(name), feature !== undefined)];
    return words.filter(Boolean).join(': ') || (noted.has(name) ? '' : 'an input');
  };
  const shown = names.slice(0, shownMax);
  const more = names.length - shown.length;
  return [
    { name: 'id', meaning: 'one per item; copy it into your file', example: exampleOf('id') },
    ...shown.map((name) => ({
      name,
      meaning: [noted.get(name), meaningOf(name)].filter(Boolean).join('; '),
      example: exampleOf(name),
    })),
    ...(more > 0 ? [{ name: '…', meaning: `${more.toLocaleString('en')} more inputs`, example: null }] : []),
    {
      name: 'label',
      meaning: [noted.get('label'), `only in training data: ${describeLabel(task, classes)}`]
        .filter(Boolean)
        .join('; '),
      example: training && exampleOf('label'),
    },
    ...(training
      ? [
          {
            name: nameRoundColumn(names),
            meaning: 'only in training data: the round’s number',
            example: null,
          },
        ]
      : []),
  ];
}

/** Columns that every training file has in addition to the inputs. */
const otherNames = new Set(['id', 'label', 'round', 'input']);

/** Names of the input columns. In JSON Lines they are known only from the sampled rows. */
function listNames({
  training,
  sampled,
  declared,
}: {
  training: Pick<TrainingView, 'columns'> | null;
  sampled: SampledColumns | null;
  declared: readonly string[];
}): readonly string[] {
  const inSample = sampled?.columns.map(({ name }) => name) ?? [];
  if (training) {
    const isInFile = training.columns.every((name) => inSample.includes(name));
    return isInFile || inSample.length === 0
      ? training.columns
      : inSample.filter((name) => !otherNames.has(name));
  }
  const inInputs = inSample.filter((name) => name !== 'id');
  return inInputs.length > 0 ? inInputs : declared;
}

const describeCells = (column: SampledColumn | undefined, isNumber: boolean): string => {
  if (!column?.type) return isNumber ? 'a number' : '';
  const { type, range, distinctCount } = column;
  if (range) return `a ${type}, ${range[0] === range[1] ? `always ${range[0]}` : range.join(' to ')}`;
  if (type === 'json') return 'a JSON value';
  return `a text, ${distinctCount.toLocaleString('en')} different ${distinctCount === 1 ? 'one' : 'ones'}`;
};

/** For example `wind at 10 m (number, m/s)`, in the host's words. */
function describeNote({ type, unit, text }: BenchmarkView['columns'][number]): string {
  const facts = [type, unit].filter(Boolean).join(', ');
  if (text === '') return facts;
  return facts === '' ? text : `${text} (${facts})`;
}

const exampleLengthMax = 60;

function cutExample(text: string): string {
  const characters = Array.from(text);
  return characters.length > exampleLengthMax
    ? `${characters.slice(0, exampleLengthMax).join('').trimEnd()}…`
    : text;
}

function describeLabel(task: BenchmarkView['task'], classes: readonly string[]): string {
  if (task === 'regression') return 'a number';
  if (task === 'text') return 'a text';
  const more = classes.length - classesMax;
  return `${classes.slice(0, classesMax).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
