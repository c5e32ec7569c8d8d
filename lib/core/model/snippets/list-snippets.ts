import type { ModelSignature } from '../../onnx/model-summary';
import { countRowValues } from '../feature-row';
import { composeTrainingPart } from './training-part';

/** Python code that trains a model for a benchmark with one tool and exports it, and the packages that the code needs. */
export type Snippet = { readonly tool: string; readonly packages: string; readonly text: string };

export const listSnippets = (signature: ModelSignature): readonly Snippet[] => [
  {
    tool: 'scikit-learn',
    packages: 'scikit-learn skl2onnx pandas',
    text: composeScikitLearnSnippet(signature),
  },
  { tool: 'PyTorch', packages: 'torch onnx pandas', text: composePytorchSnippet(signature) },
  {
    tool: 'XGBoost',
    packages: 'xgboost onnxmltools skl2onnx pandas',
    text: composeXgboostSnippet(signature),
  },
  {
    tool: 'LightGBM',
    packages: 'lightgbm onnxmltools skl2onnx pandas',
    text: composeLightgbmSnippet(signature),
  },
];

/** Parts of the Python code for a library of tabular models. */
type RowTool = {
  /** Import lines of the Python code. */
  readonly imports: readonly string[];
  readonly classifier: string;
  readonly regressor: string;
  /** Writes the Python lines that export `model` to `onnx_model`; `rows` is a Python expression for one flat row of `X`. */
  readonly exportOf: (about: { isClassifier: boolean; width: number }) => readonly string[];
};

const openLabel = [
  '# onnxmltools declares one label, whatever the number of rows.',
  'onnx_model.graph.output[0].type.tensor_type.shape.dim[0].dim_param = "N"',
];

/** Python code for scikit-learn with skl2onnx, without a ZipMap, since no benchmark accepts maps as output. */
const composeScikitLearnSnippet = (signature: ModelSignature): string =>
  composeRowSnippet(signature, {
    imports: [
      `from sklearn.ensemble import ${signature.output.kind === 'number' ? 'RandomForestRegressor' : 'RandomForestClassifier'}`,
      'from skl2onnx import to_onnx',
    ],
    classifier: 'RandomForestClassifier(min_samples_leaf=5)',
    regressor: 'RandomForestRegressor(min_samples_leaf=5)',
    exportOf: ({ isClassifier }) =>
      isClassifier
        ? ['onnx_model = to_onnx(model, X[:1], options={"zipmap": False}, target_opset=17)']
        : ['onnx_model = to_onnx(model, X[:1], target_opset=17)'],
  });

/** Python code for XGBoost with onnxmltools. */
const composeXgboostSnippet = (signature: ModelSignature): string =>
  composeRowSnippet(signature, {
    imports: [
      'from onnxmltools import convert_xgboost',
      'from onnxmltools.convert.common.data_types import FloatTensorType',
      `from xgboost import ${signature.output.kind === 'number' ? 'XGBRegressor' : 'XGBClassifier'}`,
    ],
    classifier: 'XGBClassifier(n_estimators=200)',
    regressor: 'XGBRegressor(n_estimators=200)',
    exportOf: ({ width }) => [
      `rows = [("rows", FloatTensorType([None, ${width}]))]`,
      'onnx_model = convert_xgboost(model, initial_types=rows, target_opset=15)',
    ],
  });

/** Python code for LightGBM with onnxmltools, without a ZipMap, since no benchmark accepts maps as output. */
const composeLightgbmSnippet = (signature: ModelSignature): string =>
  composeRowSnippet(signature, {
    imports: [
      `from lightgbm import ${signature.output.kind === 'number' ? 'LGBMRegressor' : 'LGBMClassifier'}`,
      'from onnxmltools import convert_lightgbm',
      'from onnxmltools.convert.common.data_types import FloatTensorType',
    ],
    classifier: 'LGBMClassifier(n_estimators=200)',
    regressor: 'LGBMRegressor(n_estimators=200)',
    exportOf: ({ width }) => [
      `rows = [("rows", FloatTensorType([None, ${width}]))]`,
      'onnx_model = convert_lightgbm(model, initial_types=rows, zipmap=False, target_opset=15)',
      ...(signature.output.kind === 'class-index' ? openLabel : []),
    ],
  });

/** Composes Python code that trains a tabular model and writes it as `model.onnx`. */
function composeRowSnippet(signature: ModelSignature, tool: RowTool): string {
  const { input, output } = signature;
  const isClassifier = output.kind !== 'number';
  const isFlat = input.features.length > 0 || (input.kind === 'one-tensor' && input.shape.length === 1);
  return [
    'import numpy as np',
    ...(input.features.length > 0 ? ['import pandas as pd'] : []),
    ...tool.imports,
    '',
    composeTrainingPart(signature),
    ...(isFlat ? [] : ['X = X.reshape(len(X), -1)']),
    '',
    `model = ${isClassifier ? tool.classifier : tool.regressor}.fit(X, y)`,
    ...tool.exportOf({ isClassifier, width: countRowValues(input) }),
    composeFittingPart(signature),
    'open("model.onnx", "wb").write(onnx_model.SerializeToString())',
    '',
  ].join('\n');
}

/** Composes Python code for PyTorch: a small network, and the conversion of its outputs to the expected output. */
function composePytorchSnippet(signature: ModelSignature): string {
  const { input, output } = signature;
  const width = countRowValues(input);
  const isClassifier = output.kind !== 'number';
  return [
    'import numpy as np',
    ...(input.features.length > 0 ? ['import pandas as pd'] : []),
    ...(composeFittingPart(signature) === '' ? [] : ['import onnx']),
    'import torch',
    'from torch import nn',
    '',
    composeTrainingPart(signature),
    'X = torch.from_numpy(X.reshape(len(X), -1))',
    `y = torch.from_numpy(y)${isClassifier ? '.long()' : '[:, None]'}`,
    '',
    'network = nn.Sequential(',
    `    nn.BatchNorm1d(${width}), nn.Linear(${width}, 64), nn.ReLU(), nn.Linear(64, ${isClassifier ? output.classes.length : 1})`,
    ')',
    'optimizer = torch.optim.Adam(network.parameters())',
    `loss = ${isClassifier ? 'nn.CrossEntropyLoss()' : 'nn.L1Loss()'}`,
    'for epoch in range(20):',
    '    for batch in torch.randint(len(X), (len(X) // 256 + 1, 256)):',
    '        optimizer.zero_grad()',
    '        loss(network(X[batch]), y[batch]).backward()',
    '        optimizer.step()',
    '',
    ...answerOf(output),
    'torch.onnx.export(',
    '    model.eval(), X[:2], "model.onnx", input_names=["rows"], output_names=["answer"],',
    '    dynamic_axes={"rows": {0: "N"}, "answer": {0: "N"}}, opset_version=17, dynamo=False,',
    ')',
    ...refit(signature),
    '',
  ].join('\n');
}

function answerOf({ kind }: ModelSignature['output']): string[] {
  if (kind === 'number') return ['model = network'];
  if (kind === 'probabilities') return ['model = nn.Sequential(network, nn.Softmax(1))'];
  return [
    'class Answer(nn.Module):',
    '    def __init__(self):',
    '        super().__init__()',
    '        self.network = network',
    '',
    '    def forward(self, rows):',
    '        return self.network(rows).argmax(1)',
    '',
    'model = Answer()',
  ];
}

function refit(signature: ModelSignature): string[] {
  const fitting = composeFittingPart(signature);
  return fitting === ''
    ? []
    : ['onnx_model = onnx.load("model.onnx")', fitting, 'onnx.save(onnx_model, "model.onnx")'];
}

/**
 * Composes Python code that changes `onnx_model`, a model with one input [N, d] whose first output is the class index, the
 * number or the probabilities, to the output that the benchmark requires; empty if it already has that output.
 */
export function composeFittingPart({ input, output }: ModelSignature): string {
  const front = composeFront(input);
  const back = output.kind === 'label' ? composeBack(output.classes) : [];
  if (front.length + back.length === 0) return '';
  return [
    '',
    'from onnx import TensorProto, helper',
    '',
    'graph = onnx_model.graph',
    '# Exporters import only what their own operators need.',
    'if all(one.domain != "" for one in onnx_model.opset_import):',
    '    onnx_model.opset_import.append(helper.make_opsetid("", 15))',
    ...front,
    ...back,
    '',
  ].join('\n');
}

/**
 * Composes Python lines that join columns and flatten tensors in front of the model, since exporters produce models of rows
 * of numbers.
 */
function composeFront(input: ModelSignature['input']): string[] {
  if (input.kind === 'input-per-feature')
    return [
      '# An input for each feature, of its name; a category comes as its place in the list.',
      'joined = helper.make_node("Concat", features, [graph.input[0].name], axis=1)',
      ...prepend('joined'),
      'graph.input.extend(',
      '    helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", 1]) for name in features',
      ')',
    ];
  if (input.shape.length === 1) return [];
  return [
    '# The benchmark feeds tensors; the model takes them flat.',
    'flat = helper.make_node("Flatten", ["tensors"], [graph.input[0].name], axis=1)',
    ...prepend('flat'),
    `shape = ["N", ${input.shape.join(', ')}]`,
    'graph.input.append(helper.make_tensor_value_info("tensors", TensorProto.FLOAT, shape))',
  ];
}

const prepend = (node: string): string[] => [
  `nodes = [${node}, *graph.node]`,
  'del graph.node[:], graph.input[:]',
  'graph.node.extend(nodes)',
];

/**
 * Composes Python lines that convert class indices to names: to text, or to whole numbers if all names are whole numbers.
 */
function composeBack(classes: readonly string[]): string[] {
  const areWhole = classes.every((name) => /^(0|-?[1-9]\d{0,14})$/.test(name));
  const [type, value] = areWhole ? ['INT64', 'int(name)'] : ['STRING', 'name.encode()'];
  return [
    '# The class by its name, not by its place.',
    `names = helper.make_tensor("names", TensorProto.${type}, [len(classes)], [${value} for name in classes])`,
    'graph.initializer.append(names)',
    'graph.node.append(helper.make_node("Gather", ["names", graph.output[0].name], ["class"]))',
    'del graph.output[:]',
    `graph.output.append(helper.make_tensor_value_info("class", TensorProto.${type}, ["N"]))`,
  ];
}
