import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Task } from '../benchmark';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { createItemIndex } from '../round/item-index';
import { createSampleWriter, decodePredictions, encodePredictions, type Predictions } from './predictions';
import { createPredictionsValidator } from './validate-predictions';

const ids = ['a', 'b, c', '"d"'];

function readSample(task: Task, classes: readonly string[], metric: MetricName) {
  const writer = createSampleWriter({ task, classes, metric });
  const file = writer.header + ids.map(writer.line).join('');
  const validator = createPredictionsValidator({
    ...{ task, classes, ids: createItemIndex(ids), format: 'csv' },
    needsProbabilities: metricByName[metric].needs === 'probabilities',
  });
  validator.push(file);
  return { file, read: validator.finish() };
}

describe('sample submission', () => {
  it.each([
    ['binary', ['no', 'yes'], 'log_loss', 'id,p_no,p_yes', ',0.5,0.5'],
    [
      'multiclass',
      ['x', 'y, z', 'w'],
      'log_loss',
      'id,p_x,"p_y, z",p_w',
      `,${`${1 / 3},`.repeat(2)}${1 / 3}`,
    ],
    ['binary', ['no', 'yes'], 'accuracy', 'id,prediction', ',no'],
    ['regression', [], 'mae', 'id,prediction', ',0'],
    ['text', [], 'exact_match', 'id,prediction', ','],
  ] as const)(
    'of %s with classes %j by %s is a valid prediction file',
    (task, classes, metric, header, cells) => {
      const { file, read } = readSample(task, classes, metric);
      expect(file).toBe(`${header}\na${cells}\n"b, c"${cells}\n"""d"""${cells}\n`);
      expect(read).toMatchObject({ ok: true });
    },
  );
});

const double = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('encoded predictions', () => {
  it('can be decoded exactly, to the last bit, for any file', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(double, fc.nat(2)), { maxLength: 40 }), (rows) => {
        const numbers: Predictions = { kind: 'numbers', predicted: Float64Array.from(rows, ([x]) => x) };
        const classes: Predictions = {
          kind: 'classes',
          predicted: Int32Array.from(rows, ([, c]) => c),
          probabilities: null,
        };
        const size = { itemCount: rows.length, classCount: 3 };
        expect(decodePredictions(encodePredictions(numbers), size)).toEqual(numbers);
        expect(decodePredictions(encodePredictions(classes), size)).toEqual(classes);
        const texts: Predictions = { kind: 'texts', predicted: rows.map(([x]) => `é "${x}"`) };
        expect(decodePredictions(encodePredictions(texts), size)).toEqual(texts);
      }),
    );
  });

  it('have the most probable class as prediction, or the first of equally probable classes', () => {
    const file: Predictions = {
      kind: 'probabilities',
      predicted: Int32Array.from([1, 0]),
      probabilities: Float64Array.from([0.1, 0.8, 0.1, 0.4, 0.4, 0.2]),
    };
    expect(decodePredictions(encodePredictions(file), { itemCount: 2, classCount: 3 })).toEqual(file);
  });

  it('can’t be decoded for another number of items', () => {
    const bytes = encodePredictions({ kind: 'numbers', predicted: Float64Array.from([1, 2]) });
    expect(() => decodePredictions(bytes, { itemCount: 3, classCount: 0 })).toThrow(RangeError);
    expect(() => decodePredictions(new Uint8Array(), { itemCount: 0, classCount: 0 })).toThrow(RangeError);
  });
});
