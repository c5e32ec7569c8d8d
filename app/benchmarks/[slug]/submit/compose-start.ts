import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { TrainingView } from '@/lib/contracts/data-files';
import type { SubmissionKind } from '@/lib/core/benchmark';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { composeFittingPart } from '@/lib/core/model/snippets/list-snippets';
import { composeTrainingPart } from '@/lib/core/model/snippets/training-part';
import type { ModelSignature } from '@/lib/core/onnx/model-summary';
import { listPredictionColumns } from '@/lib/core/submission/predictions';

type Benchmark = Pick<
  BenchmarkView,
  'slug' | 'title' | 'task' | 'classes' | 'metric' | 'inputs' | 'model_signature' | 'rules_version'
>;

/** True for a metric whose best constant prediction is the median, so that the script fits a model by absolute errors. */
const isByMedian = (metric: Benchmark['metric']): boolean =>
  metricByName[metric].ladder?.constant === 'median';

export type Start = {
  readonly script: string;
  /** Shell commands that lead from an empty folder to feedback on a submission. */
  readonly commands: string;
  /** A GitHub Actions workflow that runs the script. */
  readonly workflow: string;
};

/**
 * Composes a Python script that trains a baseline on the benchmark's public labels and submits it. Null before the first
 * reveal, and for models whose inputs are tensors, since their training data aren't a table.
 * @param install address from which pip installs the site's client
 */
export function composeStart(
  benchmark: Benchmark,
  {
    kind,
    training,
    siteUrl,
    install,
  }: {
    kind: SubmissionKind;
    training: Pick<TrainingView, 'file_name'> | null;
    siteUrl: string;
    install: string;
  },
): Start | null {
  const script = training && composeScript(benchmark, { kind, training, siteUrl });
  if (!script) return null;
  const packages = `pip install pandas scikit-learn ${kind === 'onnx' ? 'onnx ' : ''}"${install}"`;
  return {
    script,
    commands: [packages, 'export TIDEMARK_TOKEN=tdm_…', 'python start.py'].join('\n'),
    workflow: composeWorkflow(packages, kind),
  };
}

/**
 * True if there is a script for this kind of submission: not for container images, nor for models whose inputs are tensors,
 * since their training data aren't a table.
 */
export const hasStart = (
  { model_signature: signature }: Pick<Benchmark, 'model_signature'>,
  kind: SubmissionKind,
  training: { file_name: string },
): boolean =>
  kind === 'predictions' ||
  (kind === 'onnx' &&
    signature !== null &&
    signature.input.features.length > 0 &&
    training.file_name.endsWith('.csv'));

function composeScript(
  benchmark: Benchmark,
  { kind, training, siteUrl }: { kind: SubmissionKind; training: { file_name: string }; siteUrl: string },
): string | null {
  const { slug, model_signature: signature } = benchmark;
  const open = [
    `client = tidemark.Client(${JSON.stringify(siteUrl)})  # the token is in TIDEMARK_TOKEN`,
    `benchmark = client.benchmark(${JSON.stringify(slug)})`,
  ];
  if (kind === 'predictions') return composePredictions(benchmark, training.file_name, open);
  return signature && hasStart(benchmark, kind, training) ? composeModel(benchmark, signature, open) : null;
}

/**
 * Python code that predicts: gradient boosting by histograms (Ke et al. 2017, NIPS 30) for tables, the nearest text by tf-idf
 * for texts.
 */
function composePredictions(benchmark: Benchmark, fileName: string, open: readonly string[]): string {
  const isLines = fileName.endsWith('.jsonl');
  return [
    ...(isLines || benchmark.task === 'text' ? ['import json'] : []),
    'import os',
    '',
    'import pandas as pd',
    'import tidemark',
    ...importsOf(benchmark),
    '',
    ...open,
    ...(isLines ? readLines : readTable),
    '',
    'columns = [name for name in items if name != "id"]',
    '',
    'def features(rows):  # yours instead',
    '    X = rows[columns].copy()',
    '    if "date" in X:',
    '        X["date"] = pd.to_datetime(X["date"]).dt.dayofweek',
    ...(benchmark.task === 'text' ? ['    return X.astype(str).agg(" ".join, axis=1)'] : ['    return X']),
    '',
    ...fitOf(benchmark),
    '',
    teamLine,
    'try:',
    '    benchmark.validate(predictions, team=team)  # free: names each faulty line',
    'except tidemark.errors.FileSentAlready:',
    '    pass  # a repeated run, which gets the same submission',
    ...submitLines(
      benchmark,
      'predictions',
      benchmark.task === 'text' ? 'Nearest text' : 'Gradient boosting',
    ),
  ].join('\n');
}

// Python code that reads a table. Ids and labels are read as texts, since one may look like a number or a missing value.
const readTable = [
  'texts = dict.fromkeys(["id", "label"], str)',
  'train = pd.read_csv(benchmark.train(), converters=texts)',
  'items = pd.read_csv(benchmark.inputs(), converters=texts)',
];

const readLines = [
  'def read(path):',
  '    rows = [json.loads(line) for line in open(path, encoding="utf-8")]',
  '    inputs = [one["input"] if isinstance(one["input"], dict) else {"input": one["input"]} for one in rows]',
  '    table = pd.DataFrame(inputs)',
  '    for key in {"id", "label"} & rows[0].keys():',
  '        table[key] = [one[key] for one in rows]',
  '    return table.map(lambda value: json.dumps(value) if isinstance(value, (dict, list)) else value)',
  '',
  'train, items = read(benchmark.train()), read(benchmark.inputs())',
];

function importsOf({ task }: Benchmark): string[] {
  if (task === 'text')
    return [
      'from sklearn.feature_extraction.text import TfidfVectorizer',
      'from sklearn.neighbors import NearestNeighbors',
    ];
  return [
    'from sklearn.compose import make_column_transformer',
    `from sklearn.ensemble import HistGradientBoosting${task === 'regression' ? 'Regressor' : 'Classifier'}`,
    'from sklearn.pipeline import make_pipeline',
    'from sklearn.preprocessing import OrdinalEncoder',
  ];
}

function fitOf({ task, classes, metric }: Benchmark): string[] {
  if (task === 'text')
    return [
      'words = TfidfVectorizer().fit(features(train))',
      'nearest = NearestNeighbors(n_neighbors=1, metric="cosine").fit(words.transform(features(train)))',
      'places = nearest.kneighbors(words.transform(features(items)), return_distance=False)[:, 0]',
      'labels = train["label"].iloc[places]',
      '# of several accepted texts the first',
      'first = [json.loads(one)[0] if str(one).startswith("[") else one for one in labels]',
      'predictions = pd.DataFrame({"id": items["id"], "prediction": first})',
    ];
  const loss = isByMedian(metric) ? 'loss="absolute_error", ' : '';
  const model = `HistGradientBoosting${task === 'regression' ? 'Regressor' : 'Classifier'}(${loss}random_state=0)`;
  return [
    'X, y = features(train), train["label"]',
    'encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)',
    'names = list(X.select_dtypes(exclude="number"))',
    'encoded = make_column_transformer((encoder, names), remainder="passthrough")',
    `model = make_pipeline(encoded, ${model})  # yours instead`,
    task === 'regression' ? 'model.fit(X, y.astype(float))' : 'model.fit(X, y.astype(str))',
    '',
    ...predictLines({ classes, metric }),
  ];
}

function predictLines({ classes, metric }: Pick<Benchmark, 'classes' | 'metric'>): string[] {
  if (listPredictionColumns({ classes, metric }).length === 2)
    return ['predictions = pd.DataFrame({"id": items["id"], "prediction": model.predict(features(items))})'];
  return [
    `classes = ${JSON.stringify(classes)}`,
    'shares = pd.DataFrame(model.predict_proba(features(items)), columns=model.classes_)',
    'predictions = shares.reindex(columns=classes, fill_value=0).add_prefix("p_")',
    'predictions.insert(0, "id", items["id"])',
  ];
}

/**
 * Python code that writes a model: a random forest (Breiman 2001, Mach. Learn. 45:5–32), as the sum of its trees' leaves, with
 * no package but onnx.
 */
function composeModel(benchmark: Benchmark, signature: ModelSignature, open: readonly string[]): string {
  const { slug, metric } = benchmark;
  const isNumber = signature.output.kind === 'number';
  const forest = `RandomForest${isNumber ? 'Regressor' : 'Classifier'}`;
  const training = composeTrainingPart(signature);
  const readsFile = training.includes('signature.json');
  return [
    ...(readsFile ? ['import json'] : []),
    'import os',
    'from collections import defaultdict',
    '',
    'import numpy as np',
    'import onnx',
    'import pandas as pd',
    'import tidemark',
    'from onnx import TensorProto, helper',
    `from sklearn.ensemble import ${forest}`,
    '',
    ...open,
    'benchmark.train("train.csv")',
    ...(readsFile
      ? [`json.dump(client.get("/benchmarks/${slug}/model-signature"), open("signature.json", "w"))`]
      : []),
    '',
    training,
    '',
    `model = ${forest}(50, min_samples_leaf=20, n_jobs=-1, random_state=0).fit(X, y)  # yours instead`,
    '',
    ...forestLines(isNumber ? (isByMedian(metric) ? 'median' : 'mean') : 'shares'),
    ...(signature.output.kind === 'label' || signature.output.kind === 'class-index' ? placeLines : []),
    composeFittingPart(signature),
    'onnx.save(onnx_model, "model.onnx")',
    '',
    teamLine,
    '# Checked, and run on the public sample, before it uses a submission.',
    ...submitLines(benchmark, '"model.onnx"', 'Random forest'),
  ].join('\n');
}

const leafLines = {
  shares: '    values = tree.value[:, 0] / tree.value[:, 0].sum(1, keepdims=True)',
  mean: '    values = tree.value[:, :, 0]',
  // The median of the labels, which minimises the absolute error.
  median:
    '    values = pd.Series(y).groupby(one.apply(X)).median().reindex(range(count)).to_numpy()[:, None]',
};

const forestLines = (leaf: keyof typeof leafLines): string[] => [
  'trees = defaultdict(list)',
  'for number, one in enumerate(model.estimators_):',
  '    tree, count = one.tree_, one.tree_.node_count',
  '    is_leaf = tree.children_left < 0',
  '    # Rounded down to float32, so that each row takes the same way.',
  '    cuts = tree.threshold.astype(np.float32)',
  '    cuts = np.where(cuts > tree.threshold, np.nextafter(cuts, np.float32(-np.inf)), cuts)',
  '    trees["nodes_treeids"] += [number] * count',
  '    trees["nodes_nodeids"] += range(count)',
  '    trees["nodes_modes"] += np.where(is_leaf, "LEAF", "BRANCH_LEQ").tolist()',
  '    trees["nodes_featureids"] += np.where(is_leaf, 0, tree.feature).tolist()',
  '    trees["nodes_values"] += np.where(is_leaf, 0, cuts).tolist()',
  '    trees["nodes_truenodeids"] += np.where(is_leaf, 0, tree.children_left).tolist()',
  '    trees["nodes_falsenodeids"] += np.where(is_leaf, 0, tree.children_right).tolist()',
  leafLines[leaf],
  '    for node in np.flatnonzero(is_leaf):',
  '        trees["target_treeids"] += [number] * values.shape[1]',
  '        trees["target_nodeids"] += [int(node)] * values.shape[1]',
  '        trees["target_ids"] += range(values.shape[1])',
  '        trees["target_weights"] += (values[node] / len(model.estimators_)).tolist()',
  '',
  'forest = helper.make_node(',
  '    "TreeEnsembleRegressor", ["rows"], ["values"], domain="ai.onnx.ml", n_targets=values.shape[1], **trees',
  ')',
  'graph = helper.make_graph(',
  '    [forest],',
  '    "forest",',
  '    [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["N", X.shape[1]])],',
  '    [helper.make_tensor_value_info("values", TensorProto.FLOAT, ["N", values.shape[1]])],',
  ')',
  'opsets = [helper.make_opsetid("ai.onnx.ml", 3), helper.make_opsetid("", 17)]',
  'onnx_model = helper.make_model(graph, opset_imports=opsets, ir_version=8)',
];

const placeLines = [
  'graph = onnx_model.graph',
  'graph.node.append(helper.make_node("ArgMax", ["values"], ["place"], axis=1, keepdims=0))',
  'del graph.output[:]',
  'graph.output.append(helper.make_tensor_value_info("place", TensorProto.INT64, ["N"]))',
];

const teamLine =
  'team = os.environ.get("TIDEMARK_TEAM")  # members of several teams: the last part of the address of its page';

const submitLines = ({ rules_version: rules }: Benchmark, file: string, model: string): string[] => [
  `name = os.environ.get("TIDEMARK_MODEL") or f"${model} of {team or client.me()['teams'][0]['name']}"`,
  'version = os.environ.get("TIDEMARK_VERSION", "1")',
  ...(rules === null ? [] : [`# By rules_version you accept the rules: benchmark.info()["rules"].`]),
  `submission = benchmark.submit(${file}, model=name, version=version, team=team${rules === null ? '' : `, rules_version=${rules}`})`,
  'feedback = submission["feedback"] or {}',
  'outcome = [submission["state"], submission["message"], feedback.get("outcome"), feedback.get("score")]',
  'print(*[part for part in outcome if part is not None])',
  '',
];

/**
 * The workflow. The version of a prediction file is named by the commit, so that running the workflow twice for a commit makes
 * one submission. A model is evaluated in every later round without the workflow, so each run of the workflow makes a new
 * version.
 */
const composeWorkflow = (packages: string, kind: SubmissionKind): string =>
  [
    'name: Tidemark',
    'on:',
    '  push:',
    '    branches: [main]',
    '  workflow_dispatch:',
    ...(kind === 'onnx' ? [] : ['  schedule:', '    - cron: "17 6 * * 1"']),
    'jobs:',
    '  submit:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@v4',
    '      - uses: actions/setup-python@v5',
    '        with:',
    '          python-version: "3.13"',
    `      - run: ${packages.replaceAll('"', "'")}`,
    '      - run: python start.py',
    '        env:',
    `          TIDEMARK_TOKEN: \${{ secrets.TIDEMARK_TOKEN }}`,
    `          TIDEMARK_VERSION: \${{ github.${kind === 'onnx' ? 'run_number' : 'sha'} }}`,
    '',
  ].join('\n');
