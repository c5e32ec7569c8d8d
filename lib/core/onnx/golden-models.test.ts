import { describe, expect, it } from 'vitest';
import { readRealModels } from '@/testing/read-real-models';
import { unwrap } from '@/testing/unwrap';
import { checkModel } from './check-model';
import { checkSignature } from './check-signature';
import golden from './golden-models.json';
import type { ModelInput, ModelOutput } from './model-summary';

const models = readRealModels();

const expected = new Map<string, unknown>(Object.entries(golden));

describe('golden ONNX model, exported by a real library,', () => {
  it.each([...models.keys()])('%s passes the check, with the same summary as by the onnx package', (name) => {
    expect(checkModel(models.get(name)!)).toEqual({ ok: true, value: expected.get(name) });
  });

  it('has an entry in the golden file, and each entry has a model', () => {
    expect([...models.keys()]).toEqual([...expected.keys()].sort());
  });

  const table = (columns: number): ModelInput => ({ kind: 'one-tensor', shape: [columns], features: [] });
  const flowers = ['setosa', 'versicolor', 'virginica'];
  const fits: readonly [string, ModelInput, ModelOutput, string][] = [
    ['iris-logistic', table(4), { kind: 'probabilities', classes: flowers }, 'probabilities'],
    ['iris-logistic', table(4), { kind: 'class-index', classes: flowers }, 'label'],
    ['iris-forest', table(4), { kind: 'label', classes: flowers }, 'label'],
    ['iris-boosting', table(4), { kind: 'probabilities', classes: flowers }, 'probabilities'],
    ['iris-network', table(4), { kind: 'label', classes: flowers }, 'label'],
    ['diabetes-ridge', table(10), { kind: 'number' }, 'variable'],
    [
      'flights-columns',
      {
        kind: 'input-per-feature',
        features: [
          { name: 'carrier', type: 'category', categories: ['AA', 'DL', 'UA'] },
          { name: 'hour', type: 'number' },
        ],
      },
      { kind: 'probabilities', classes: ['on time', 'late'] },
      'probabilities',
    ],
  ];
  it.each(fits)('%s fits the signature of its benchmark: $2.kind', (name, input, output, answer) => {
    const summary = unwrap(checkModel(models.get(name)!));
    expect(unwrap(checkSignature(summary, { input, output })).output.name).toBe(answer);
  });

  it('with a ZipMap is refused with advice to leave it out', () => {
    const summary = unwrap(checkModel(models.get('iris-zipmap')!));
    const result = checkSignature(summary, {
      input: table(4),
      output: { kind: 'probabilities', classes: flowers },
    });
    expect(result).toMatchObject({ ok: false, error: [{ code: 'zipmap_output' }] });
  });
});
