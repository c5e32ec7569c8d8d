import type { ModelSignature } from '../../onnx/model-signature';
import { composeLightgbmSnippet } from './lightgbm';
import { composePytorchSnippet } from './pytorch';
import { composeScikitLearnSnippet } from './scikit-learn';
import { composeXgboostSnippet } from './xgboost';

/** Python that trains a model for a benchmark with one tool and exports it, and the packages that it needs. */
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
