import type { ModelSignature } from '../../onnx/model-signature';
import { countRowValues } from '../feature-row';
import { composeFittingPart } from './fitting-part';
import { composeTrainingPart } from './training-part';

/** What a library of models of rows needs said. */
export type RowTool = {
  /** Lines of imports. */
  readonly imports: readonly string[];
  readonly classifier: string;
  readonly regressor: string;
  /** The export of `model` to `onnx_model`; `rows` is an expression for one row of `X`, flat. */
  readonly exportOf: (about: { isClassifier: boolean; width: number }) => readonly string[];
};

/** Python that trains a model of rows and writes it as `model.onnx`. */
export function composeRowSnippet(signature: ModelSignature, tool: RowTool): string {
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
