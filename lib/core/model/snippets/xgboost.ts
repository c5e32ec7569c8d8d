import type { ModelSignature } from '../../onnx/model-signature';
import { composeRowSnippet } from './row-snippet';

/** Python for XGBoost with onnxmltools. */
export const composeXgboostSnippet = (signature: ModelSignature): string =>
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
