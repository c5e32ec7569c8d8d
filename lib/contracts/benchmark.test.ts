import { describe, expect, it } from 'vitest';
import { createClassIndex } from '@/lib/core/files/class-index';
import { newBenchmarkSchema } from './benchmark';

const owls = {
  slug: 'owls',
  title: 'Owls',
  task: 'multiclass',
  classes: ['a', 'b', 'c'],
  metric: 'accuracy',
};

const faultsOf = (wishes: object) =>
  newBenchmarkSchema.safeParse({ ...owls, ...wishes }).error?.issues.map((issue) => issue.path.join('.')) ??
  [];

describe('newBenchmarkSchema', () => {
  it('refuses two class names that the scorer would treat as equal', () => {
    const classes = ['\u00e9', 'e\u0301'];
    expect(() => createClassIndex(classes)).toThrow();
    expect(faultsOf({ task: 'binary', classes })).toEqual(['classes']);
  });

  it('accepts at most 100 classes', () => {
    const classes = (count: number) => Array.from({ length: count }, (_, i) => `class ${i}`);
    expect(faultsOf({ classes: classes(100) })).toEqual([]);
    expect(faultsOf({ classes: classes(101) })).toEqual(['classes']);
  });

  it('refuses text that the database cannot store, and names the field', () => {
    expect(faultsOf({ title: 'Ow\0ls' })).toEqual(['title']);
    expect(faultsOf({ description: 'a\0' })).toEqual(['description']);
    expect(faultsOf({ rules: '\ud800' })).toEqual(['rules']);
    expect(faultsOf({ classes: ['a', 'b', 'c\u202e'] })).toEqual(['classes.2']);
    expect(faultsOf({ features: ['size', 'si\tze'] })).toEqual(['features.1']);
  });

  const withModels = (shape: unknown[], sample: unknown[], features: unknown[] = []) =>
    faultsOf({
      accepts: ['onnx'],
      model_signature: { input: { kind: 'one-tensor', shape, features }, output: { kind: 'label' } },
      model_sample: sample,
    });

  it('refuses an impossible or too large tensor shape', () => {
    for (const size of [-1, 0, 1.5, 2e6, 2e9, 1e308])
      expect(withModels([size], [[1]]), String(size)).toContain('model_signature.input.shape.0');
    expect(withModels([1e6, 1e6], [[1]])).toEqual(['model_signature.input.shape']);
    expect(withModels([2], [[1, 2]])).toEqual([]);
  });

  it('refuses sample text that the database can’t store, even under an unknown feature name', () => {
    const features = [{ name: 'a', type: 'number' }];
    for (const text of ['\0', 'half \ud800'])
      expect(withModels([1], [{ a: 1, more: text }], features)).toEqual(['model_sample.0.more']);
    expect(withModels([1], [{ a: 1, more: 'text' }], features)).toEqual([]);
  });

  it('requires limits for containers where containers are accepted, even with hidden inputs, texts and a sample', () => {
    const container = { accepts: ['container'], inputs: 'hidden' };
    expect(faultsOf(container)).toEqual(['container_needs']);
    expect(faultsOf({ ...container, container_needs: {} })).toEqual([]);
    expect(faultsOf({ ...container, container_needs: {}, model_sample: [{ a: 'x' }] })).toEqual([]);
    expect(faultsOf({ ...container, container_needs: {}, model_sample: [{ a: 'x' }, [1]] })).toEqual([
      'model_sample',
    ]);
    expect(faultsOf({ model_sample: [{ a: 'x' }] })).toEqual(['model_sample']);
    const texts = { task: 'text', classes: [], metric: 'exact_match' };
    expect(faultsOf({ ...texts, accepts: ['container'], container_needs: {} })).toEqual([]);
  });

  it('limits the resources that the maintainers can set for a container’s run', () => {
    const withNeeds = (container_needs: object) => faultsOf({ accepts: ['container'], container_needs });
    for (const [field, values] of Object.entries({
      cores: [0, 9, 1.5],
      memory_mb: [255, 16_385],
      wall_seconds: [9, 601],
      gpus: [1],
    }))
      for (const value of values) expect(withNeeds({ [field]: value })).toEqual([`container_needs.${field}`]);
    expect(withNeeds({ disk: 1 })).toEqual(['container_needs']);
  });
});
