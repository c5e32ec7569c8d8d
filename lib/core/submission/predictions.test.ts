import { describe, expect, it } from 'vitest';
import type { Task } from '../benchmark';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import { createItemIndex } from '../round/item-index';
import { createSampleWriter } from './predictions';
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
