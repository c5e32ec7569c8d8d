import type { ModelSignature } from '../../onnx/model-signature';
import { countRowValues } from '../feature-row';
import { composeFittingPart } from './fitting-part';
import { composeTrainingPart } from './training-part';

/** Python for PyTorch: a small network, and what stands between its numbers and the answer that is wanted. */
export function composePytorchSnippet(signature: ModelSignature): string {
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
