import type { ModelFeature, ModelSignature } from '../../onnx/model-summary';
import { countRowValues } from '../feature-row';

/**
 * Maximum number of characters of names that a snippet contains as literals. Longer lists are read from the signature's
 * file, since pages of names are unreadable.
 */
const literalLengthMax = 4_000;

/**
 * Composes Python code that makes `X`, a float32 array with one item per row like the benchmark's model inputs, and `y`, an
 * array of class indices or numbers. `features`, `categories` and `classes` are the benchmark's names.
 */
export function composeTrainingPart({ input, output }: ModelSignature): string {
  const classes = output.kind === 'number' ? null : output.classes;
  const names = composeNames(input.features, classes);
  if (input.features.length === 0) return [...names, ...loadTensors(input, classes !== null)].join('\n');
  const hasCategories = input.features.some(({ type }) => type === 'category');
  return [...names, ...loadTable(hasCategories, classes !== null)].join('\n');
}

function composeNames(features: readonly ModelFeature[], classes: readonly string[] | null): string[] {
  const categories = features.flatMap((one) =>
    one.type === 'category'
      ? [`    ${formatPythonText(one.name)}: ${formatPythonList(one.categories)},`]
      : [],
  );
  const lines = [
    ...(features.length > 0 ? [`features = ${formatPythonList(features.map(({ name }) => name))}`] : []),
    ...(categories.length > 0 ? ['categories = {', ...categories, '}'] : []),
    ...(classes ? [`classes = ${formatPythonList(classes)}`] : []),
  ];
  return lines.join('\n').length <= literalLengthMax
    ? lines
    : readNames({ hasFeatures: features.length > 0, hasClasses: classes !== null });
}

const readNames = (has: { hasFeatures: boolean; hasClasses: boolean }): string[] => [
  'import json',
  '',
  'signature = json.load(open("signature.json"))  # from the page where you submit',
  ...(has.hasFeatures
    ? [
        'features = [one["name"] for one in signature["input"]["features"]]',
        'categories = {',
        '    one["name"]: one["categories"]',
        '    for one in signature["input"]["features"]',
        '    if one["type"] == "category"',
        '}',
      ]
    : []),
  ...(has.hasClasses ? ['classes = signature["output"]["classes"]'] : []),
];

const loadTable = (hasCategories: boolean, hasClasses: boolean): string[] => [
  '',
  '# Your own training data: a column for each feature, and one called label.',
  ...readTable(hasCategories, hasClasses),
  ...(hasCategories
    ? ['for name, names in categories.items():', '    train[name] = train[name].map(names.index)']
    : []),
  'X = train[features].to_numpy(np.float32)',
  hasClasses ? 'y = train["label"].map(classes.index).to_numpy()' : 'y = train["label"].to_numpy(np.float32)',
];

function readTable(hasCategories: boolean, hasClasses: boolean): string[] {
  // Columns that are read as text, since a category or a class may look like a number.
  const texts = [...(hasCategories ? ['*categories'] : []), ...(hasClasses ? ['"label"'] : [])];
  return texts.length === 0
    ? ['train = pd.read_csv("train.csv")']
    : [`texts = dict.fromkeys([${texts.join(', ')}], str)`, 'train = pd.read_csv("train.csv", dtype=texts)'];
}

const loadTensors = (input: ModelSignature['input'], hasClasses: boolean): string[] => [
  '',
  `# Your own training data: an array [n, ${(input.kind === 'one-tensor' ? input.shape : [countRowValues(input)]).join(', ')}], and the labels.`,
  'X = np.load("inputs.npy").astype(np.float32)',
  hasClasses
    ? 'y = np.load("labels.npy")  # the place of the class in classes, from 0'
    : 'y = np.load("labels.npy").astype(np.float32)',
];

/** Writes a text as a Python string literal; JSON's escapes are valid in Python. */
const formatPythonText = (text: string): string => JSON.stringify(text);

const formatPythonList = (texts: readonly string[]): string => `[${texts.map(formatPythonText).join(', ')}]`;
