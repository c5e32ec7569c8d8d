import { TrainingLinks } from '@/app/_ui/benchmark/training-links';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { TrainingView } from '@/lib/contracts/training';
import type { SubmissionKind } from '@/lib/core/benchmark';
import { composeSignature } from '@/lib/core/model/declared-signature';
import { InputsSection } from './inputs-section';
import { ModelSteps } from './model-steps';
import { SignatureSection } from './signature-section';

/** What there is to predict; or what a model is fed, and what becomes of it. */
export function WhatToSend({
  benchmark,
  kind,
  training,
}: {
  benchmark: BenchmarkView;
  kind: SubmissionKind;
  training: TrainingView | null;
}) {
  const { slug, classes, open_round, model_signature, model_sample } = benchmark;
  if (kind === 'predictions')
    return (
      <InputsSection
        benchmark={benchmark}
        roundUrl={`/api/v1/benchmarks/${slug}/rounds/${open_round?.number}`}
        training={training}
      />
    );
  return (
    <>
      <ModelSteps benchmark={benchmark} />
      {training && <TrainingLinks training={training} />}
      {model_signature && (
        <SignatureSection
          slug={slug}
          signature={composeSignature(model_signature, classes)}
          sample={model_sample}
        />
      )}
    </>
  );
}
