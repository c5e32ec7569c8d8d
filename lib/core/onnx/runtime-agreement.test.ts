import { describe, expect, it } from 'vitest';
import { readRealModels } from '@/testing/read-real-models';
import { repetitions } from '@/testing/stress';
import { createRng } from '../statistics/rng';
import { checkModel } from './check-model';
import { mutateBytes } from './testing/mutate-bytes';

process.env.ORT_DISABLE_TELEMETRY = '1';
/** The native ONNX Runtime; null on a machine where it isn't installed. */
const runtime = await import('onnxruntime-node').catch(() => null);

type Names = { readonly inputs: readonly string[]; readonly outputs: readonly string[] };

/** Names of the model's inputs and outputs according to ONNX Runtime; null if it refuses the file. */
async function loadNames(bytes: Uint8Array): Promise<Names | null> {
  const options = { logSeverityLevel: 4, intraOpNumThreads: 1, interOpNumThreads: 1 } as const;
  const session = await runtime!.InferenceSession.create(bytes, options).catch(() => null);
  if (session === null) return null;
  const names = { inputs: session.inputNames, outputs: session.outputNames };
  await session.release();
  return names;
}

function checkNames(bytes: Uint8Array): Names | null {
  const verdict = checkModel(bytes);
  const nameOf = ({ name }: { name: string }) => name;
  return verdict.ok
    ? { inputs: verdict.value.inputs.map(nameOf), outputs: verdict.value.outputs.map(nameOf) }
    : null;
}

describe.skipIf(runtime === null)('agreement of the check with ONNX Runtime', () => {
  const models = [...readRealModels()];

  it.each(models)('holds for the inputs and outputs of %s', async (_, bytes) => {
    expect(await loadNames(bytes)).toEqual(checkNames(bytes));
  });

  const count = repetitions(600, 6_000);

  it(`holds for every file that both accept, among ${count} random mutations`, async () => {
    const rng = createRng('runtime agreement');
    let bothTake = 0;
    for (let i = 0; i < count; i += 1) {
      const [model, other] = [models[i % models.length]![1], models[(i * 5 + 3) % models.length]![1]];
      const bytes = mutateBytes(model, other, rng);
      const checked = checkNames(bytes);
      const loaded = checked === null ? null : await loadNames(bytes);
      if (loaded === null) continue;
      expect(loaded, `the file of mutation ${i}`).toEqual(checked);
      bothTake += 1;
    }
    expect(bothTake).toBeGreaterThan(count / 100);
  });
});
