import type { ModelSignature } from '../../onnx/model-signature';
import { composeRowSnippet } from './row-snippet';

const openLabel = [
  '# onnxmltools declares one label, whatever the number of rows.',
  'onnx_model.graph.output[0].type.tensor_type.shape.dim[0].dim_param = "N"',
];

/** Python for LightGBM with onnxmltools: without a ZipMap, whose maps fit no benchmark. */
export const composeLightgbmSnippet = (signature: ModelSignature): string =>
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
