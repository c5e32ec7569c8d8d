import { runModel } from '../run-model';
import type { SandboxFacts } from '../sandbox-facts';
import type { Finding } from './findings';
import { trialLimits } from './trial-limits';

/** `y = Identity(x)`, x and y float32[N, 2]; by onnx 1.17. */
const identity = Buffer.from(
  'CAg6QQoQCgF4EgF5IghJZGVudGl0eRIBZ1oUCgF4Eg8KDQgBEgkKAxIBTgoCCAJiFAoBeRIPCg0IARIJCgMSAU4KAggCQgQKABAN',
  'base64',
);

/** A sandbox in which nothing runs would hold against everything. */
export async function runHonestModel(facts: SandboxFacts): Promise<Finding> {
  const values = Float32Array.of(1, -2.5, 3, 4);
  const run = await runModel(
    {
      model: identity,
      inputs: [{ name: 'x', type: 'float32', shape: [2, 2], values }],
      outputs: [{ name: 'y', type: 'float32', valuesPerRow: 2 }],
      limits: trialLimits,
      faultsAs: 'codes',
    },
    { kind: 'native', facts },
  );
  if (!run.ok) return run.error.code;
  return run.value.outputs[0]?.values.join() === values.join() ? undefined : 'other outputs';
}
