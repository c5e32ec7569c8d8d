import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { SubmissionKind } from '@/lib/core/benchmark';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { composeSignature } from '@/lib/core/model/declared-signature';
import type { ModelSignature } from '@/lib/core/onnx/model-signature';
import { findClip } from '@/lib/core/scoring/count-clipped';
import type { CheckSpec } from './check-file';

/** What kind of file is sent, and what it is checked against. */
export type SentKind =
  | { kind: 'predictions'; spec: CheckSpec }
  /** `mayCost`: a failure on the round's inputs keeps its slot. */
  | { kind: 'onnx'; signature: ModelSignature; mayCost: boolean };

export function sentKindOf(benchmark: BenchmarkView, kind: SubmissionKind): SentKind {
  const {
    slug,
    task,
    classes,
    metric,
    secondary_metrics,
    log_loss_clip,
    inputs,
    open_round,
    model_signature,
  } = benchmark;
  if (kind === 'onnx' && model_signature)
    return { kind, signature: composeSignature(model_signature, classes), mayCost: inputs === 'hidden' };
  const needsProbabilities = metricByName[metric].needs === 'probabilities';
  const inputsUrl = `/api/v1/benchmarks/${slug}/rounds/${open_round?.number}/inputs`;
  const logLossClip = findClip({ metric, secondaryMetrics: secondary_metrics, logLossClip: log_loss_clip });
  return { kind: 'predictions', spec: { task, classes, needsProbabilities, inputsUrl, logLossClip } };
}
