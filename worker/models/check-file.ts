import { checkModel } from '@/lib/core/onnx/check-model';
import { checkSignature, type SignatureFit } from '@/lib/core/onnx/check-signature';
import type { ModelSignature } from '@/lib/core/onnx/model-summary';
import { type Result, refuse } from '@/lib/core/result';

/** The reason why a model gave no predictions, for its team. */
export type ModelRefused = { readonly code: string; readonly message: string };

/** Checks of the file alone: whether it may run, and whether it fits. */
export function checkFile(model: Uint8Array, signature: ModelSignature): Result<SignatureFit, ModelRefused> {
  const checked = checkModel(model);
  if (!checked.ok) {
    const { code, found, limit, fix } = checked.error;
    return refuse({ code: `model_${code}`, message: `${found} ${limit} ${fix}` });
  }
  const fit = checkSignature(checked.value, signature);
  if (fit.ok) return fit;
  const [first] = fit.error;
  return refuse({
    code: `model_${first?.code}`,
    message: fit.error.map(({ found, wanted, fix }) => `${found} ${wanted} ${fix}`).join('\n'),
  });
}
