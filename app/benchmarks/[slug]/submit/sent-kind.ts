import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { FeedbackPolicyName, SubmissionKind } from '@/lib/core/benchmark';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { composeSignature } from '@/lib/core/model/model-version';
import type { ModelSignature } from '@/lib/core/onnx/model-summary';
import { findClip } from '@/lib/core/scoring/count-clipped';
import { countPlainBytesMax } from '@/lib/core/submission/parse-predictions';
import { listPredictionColumns } from '@/lib/core/submission/predictions';
import type { CheckSpec } from './check-file';

/** The kind of a submission, and the facts that its file is checked against. */
export type SentKind =
  | {
      kind: 'predictions';
      spec: CheckSpec;
      columns: readonly string[];
      /** Of the unpacked file, as the server counts them. */
      bytesMax: number;
    }
  /** `mayCost`: a failure on the round's inputs uses a submission. */
  | { kind: 'onnx'; signature: ModelSignature; mayCost: boolean };

/** The facts of a submission that everybody reads while the round is open. */
export const describePublicFacts = (policy: FeedbackPolicyName): string =>
  policy === 'final-only'
    ? 'Public before the close: the number of models only.'
    : 'Public at once: model, team, reported score and the number of your team’s submissions.';

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
  return {
    kind: 'predictions',
    spec: { task, classes, needsProbabilities, inputsUrl, logLossClip },
    columns: listPredictionColumns(benchmark),
    bytesMax: countPlainBytesMax({ task, classes, itemCount: open_round?.item_count ?? 0 }),
  };
}
