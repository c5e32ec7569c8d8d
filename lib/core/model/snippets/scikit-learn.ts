import type { ModelSignature } from '../../onnx/model-signature';
import { composeRowSnippet } from './row-snippet';

/** Python for scikit-learn with skl2onnx: without a ZipMap, whose maps fit no benchmark. */
export const composeScikitLearnSnippet = (signature: ModelSignature): string =>
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
