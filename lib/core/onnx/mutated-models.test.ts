import { describe, expect, it } from 'vitest';
import { readRealModels } from '@/testing/read-real-models';
import { repetitions } from '@/testing/stress';
import { createRng } from '../statistics/rng';
import { inspectModel } from './check-model';
import { mutateBytes } from './testing/mutate-bytes';

describe('randomly mutated ONNX model', () => {
  const count = repetitions(500, 20_000);

  it(`accepts or refuses mutated files without an exception, in time linear in their length, ${count} times`, () => {
    const models = [...readRealModels().values()];
    const rng = createRng('mutated models');
    const verdicts = new Map<string, number>();
    for (let i = 0; i < count; i += 1) {
      const [model, other] = [models[i % models.length]!, models[(i * 5 + 3) % models.length]!];
      const bytes = mutateBytes(model, other, rng);
      const { verdict, steps } = inspectModel(bytes);
      expect(steps, `the file of mutation ${i}`).toBeLessThanOrEqual(bytes.length / 2 + 1);
      const code = verdict.ok ? 'accepted' : verdict.error.code;
      verdicts.set(code, (verdicts.get(code) ?? 0) + 1);
    }
    // At least ten different reasons show that mutations reach all parts of a file: names, types, tensors and attributes.
    expect([...verdicts.keys()].length).toBeGreaterThanOrEqual(10);
    expect(verdicts.get('accepted')).toBeGreaterThan(count / 100);
  });
});
