import { describe, expect, it, test } from 'vitest';
import { newBenchmarkSchema } from '@/lib/contracts/benchmark';
import { findClassShares, twoAlike } from '@/lib/core/planner/typical-set';
import { decidePlannedTask, readBenchmarkForm } from './read-benchmark-form';

const filled = {
  slug: 'late',
  title: 'Late flights',
  task: 'binary',
  classes: 'no\nyes',
  metric: 'roc_auc',
  feedback_share: '30',
  accepts: 'onnx',
  inputs: 'hidden',
  model_features: 'hour: number\n\n carrier : AA, DL,UA \r\n',
  model_sample: 'carrier,hour\nAA,8\nDL,\n',
};

describe('the form of a new benchmark', () => {
  it('reads the model signature and sample in the shape of the API', () => {
    expect(newBenchmarkSchema.parse(readBenchmarkForm(filled))).toMatchObject({
      accepts: ['onnx'],
      inputs: 'hidden',
      model_signature: {
        input: {
          kind: 'one-tensor',
          shape: [2],
          features: [
            { name: 'hour', type: 'number' },
            { name: 'carrier', type: 'category', categories: ['AA', 'DL', 'UA'] },
          ],
        },
        output: { kind: 'probabilities' },
      },
      model_sample: [
        { carrier: 'AA', hour: '8' },
        { carrier: 'DL', hour: '' },
      ],
    });
  });

  it('reads the shape of tensors, and a sample in JSON', () => {
    const { model_signature, model_sample } = readBenchmarkForm({
      accepts: 'onnx',
      task: 'regression',
      model_shape: '2, 3',
      model_sample: '[[[1, 2, 3], [4, 5, 6]]]',
    });
    expect(model_signature).toEqual({
      input: { kind: 'one-tensor', shape: [2, 3], features: [] },
      output: { kind: 'number' },
    });
    expect(model_sample).toEqual([
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ]);
  });

  it('takes features from a pasted CSV header, and their types from rows below it', () => {
    const featuresOf = (model_features: string) =>
      readBenchmarkForm({ accepts: 'onnx', task: 'binary', model_features }).model_signature;
    expect(featuresOf('id,hour,carrier,slice_month,label')).toMatchObject({
      input: {
        shape: [2],
        features: [
          { name: 'hour', type: 'number' },
          { name: 'carrier', type: 'number' },
        ],
      },
    });
    expect(featuresOf('id,hour,carrier,label\na1,8,DL,late\na2,,AA,late\na3,-9.5,DL,on_time')).toMatchObject({
      input: {
        features: [
          { name: 'hour', type: 'number' },
          { name: 'carrier', type: 'category', categories: ['DL', 'AA'] },
        ],
      },
    });
  });

  it('accepts no other submissions than models where inputs are hidden', () => {
    const read = readBenchmarkForm({ ...filled, accepts: 'predictions', inputs: 'hidden' });
    expect(newBenchmarkSchema.parse(read)).toMatchObject({ accepts: ['onnx'], inputs: 'hidden' });
  });

  it('reads the limits of container images, and their sample, which needs no signature', () => {
    const read = readBenchmarkForm({
      ...filled,
      accepts: 'predictions,container',
      container_memory_mb: '4096',
      container_cores: ' ',
    });
    expect(read).not.toHaveProperty('model_signature');
    expect(newBenchmarkSchema.parse(read)).toMatchObject({
      accepts: ['container'],
      container_needs: { cores: 1, memory_mb: 4096, wall_seconds: 600, gpus: 0 },
      model_sample: [{ hour: '8' }, { hour: '' }],
    });
    const both = readBenchmarkForm({ ...filled, accepts: 'onnx,container' });
    expect(newBenchmarkSchema.parse(both)).toMatchObject({
      accepts: ['onnx', 'container'],
      container_needs: {},
    });
    expect(readBenchmarkForm(filled)).not.toHaveProperty('container_needs');
  });

  it('ignores model fields if no models are accepted', () => {
    const read = readBenchmarkForm({ ...filled, accepts: 'predictions', inputs: 'public' });
    expect(newBenchmarkSchema.parse(read)).toMatchObject({ accepts: ['predictions'] });
    expect(read).not.toHaveProperty('model_signature');
  });

  it.each([
    ['a feature without a type', { model_features: 'hour' }, 'model_signature.input.features.0'],
    ['a repeated feature', { model_features: 'a: number\na: number' }, 'model_signature.input.features'],
    ['an output that the metric can’t score', { model_output: 'label' }, 'model_signature.output'],
    ['a sample that doesn’t fit', { model_sample: 'hour,carrier\n8,XX\n' }, 'model_sample.0'],
    ['a sample that is no table', { model_sample: '[{"hour": 8' }, 'model_sample'],
  ])('names the faulty field for %s', (_, wrong, field) => {
    const parsed = newBenchmarkSchema.safeParse(readBenchmarkForm({ ...filled, ...wrong }));
    expect(parsed.error?.issues.map(({ path }) => path.join('.')).join(' ')).toContain(field);
  });
});

const three = findClassShares([50, 30, 20]);

describe('the task of a planned benchmark', () => {
  test('depends on the number of class shares if the metric fits binary and multiclass tasks', () => {
    expect(decidePlannedTask({ metric: 'roc_auc', shares: twoAlike })).toBe('binary');
    expect(decidePlannedTask({ metric: 'log_loss', shares: three })).toBe('multiclass');
  });

  test('fits the metric, whatever the class shares are', () => {
    expect(decidePlannedTask({ metric: 'macro_f1', shares: three })).toBe('multiclass');
    expect(decidePlannedTask({ metric: 'mae', shares: twoAlike })).toBe('regression');
    expect(decidePlannedTask({ metric: 'chrf', shares: three })).toBe('text');
  });
});
