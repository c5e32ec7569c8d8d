import { describe, expect, it } from 'vitest';
import { createTestSetReader, type TestSetFormat } from './read-test-set';
import {
  chooseTraining,
  composeTrainingHeader,
  createInputsWriter,
  createTrainingWriter,
  type TrainingItem,
} from './training';

type Facts = { number: number; columns?: string[]; format?: 'csv' | 'jsonl'; byteCount?: number };

const revealed = ({ number, columns = ['x'], format = 'csv', byteCount = 10 }: Facts) => ({
  ...{ roundId: `round ${number}`, number, title: `Round ${number}` },
  checkReport: { format, inputColumns: columns, hasGroup: false, hasDate: false },
  archive: [{ name: `train.${format}`, byteCount, sha256: String(number) }],
});

const numbersOf = (rounds: Facts[], bytesMax?: number) => {
  const chosen = chooseTraining(rounds.map(revealed), bytesMax);
  return {
    parts: chosen?.parts.map(({ number }) => number),
    leftOut: chosen?.leftOut.map(({ number }) => number),
  };
};

describe('training data of a benchmark', () => {
  it('includes every revealed round, oldest first', () => {
    expect(numbersOf([{ number: 5 }, { number: 3 }, { number: 2 }])).toEqual({
      parts: [2, 3, 5],
      leftOut: [],
    });
  });

  it('excludes a round whose columns or format differ from the newest round’s', () => {
    expect(
      numbersOf([
        { number: 4 },
        { number: 3, columns: ['y'] },
        { number: 2, format: 'jsonl' },
        { number: 1 },
      ]),
    ).toEqual({ parts: [1, 4], leftOut: [3, 2] });
  });

  it('excludes the round with which the size limit is exceeded, and all older rounds', () => {
    const rounds = [3, 2, 1].map((number) => ({ number, byteCount: number === 2 ? 60 : 30 }));
    expect(numbersOf(rounds, 90)).toEqual({ parts: [2, 3], leftOut: [1] });
    expect(numbersOf(rounds, 89)).toEqual({ parts: [3], leftOut: [2, 1] });
  });

  it('doesn’t count the size of a round that is excluded for its columns', () => {
    expect(
      numbersOf([{ number: 3 }, { number: 2, columns: ['y'], byteCount: 90 }, { number: 1 }], 20),
    ).toEqual({
      parts: [1, 3],
      leftOut: [2],
    });
  });

  it('chooses no training data before the first reveal', () => {
    expect(chooseTraining([])).toBeNull();
  });
});

/** Writes the inputs and the training file of a test set like the scorer. */
function write(testSet: string, format: TestSetFormat, round = 3) {
  const items: TrainingItem[] = [];
  const reader = createTestSetReader({ task: 'binary', classes: ['no', 'yes'], format }, (item) =>
    items.push(item),
  );
  reader.push(testSet);
  const { problems, inputColumns: columns, hasGroup, hasDate } = reader.finish();
  expect(problems).toEqual([]);
  const shape = { format, columns, hasGroup, hasDate };
  const inputs = createInputsWriter(format, columns, { group: hasGroup, date: hasDate });
  const training = createTrainingWriter(shape, round);
  expect(training.header).toBe(composeTrainingHeader(shape));
  return {
    inputs: inputs.header + items.map(inputs.line).join(''),
    training: training.header + items.map(training.line).join(''),
  };
}

describe('training file', () => {
  it('has the lines of the published inputs followed by label and round', () => {
    const { inputs, training } = write('date,id,x,label,group\n2026-03-01,a,"1,5",yes,g\n,b,2,no,\n', 'csv');
    expect(inputs).toBe('id,date,group,x\na,2026-03-01,g,"1,5"\nb,,,2\n');
    expect(training).toBe('id,date,group,x,label,round\na,2026-03-01,g,"1,5",yes,3\nb,,,2,no,3\n');
  });

  it('quotes a label with a comma, and writes a number in full', () => {
    const writer = createTrainingWriter({ format: 'csv', columns: [], hasGroup: false, hasDate: false }, 1);
    const item = { id: 'a', inputJson: '{}', group: null, date: null };
    expect(writer.line({ ...item, label: '["x","y"]' })).toBe('a,"[""x"",""y""]",1\n');
    expect(writer.line({ ...item, label: 0.1 + 0.2 })).toBe('a,0.30000000000000004,1\n');
  });

  it('names the last column `round_` if an input column is called `round`', () => {
    expect(write('id,round,label\na,7,no\nb,8,yes\n', 'csv').training).toBe(
      'id,round,label,round_\na,7,no,3\nb,8,yes,3\n',
    );
  });

  it('has JSON Lines with the original inputs if the published inputs are JSON Lines', () => {
    const lines = [
      '{"id":"a","input":{"n":[1,2],"t":"x"},"label":"yes","date":"2026-03-01"}',
      '{"id":"b","input":{"n":[],"t":"y"},"label":"no"}',
    ];
    expect(write(lines.join('\n'), 'jsonl').training.split('\n')).toEqual([
      '{"id":"a","input":{"n":[1,2],"t":"x"},"date":"2026-03-01","label":"yes","round":3}',
      '{"id":"b","input":{"n":[],"t":"y"},"label":"no","round":3}',
      '',
    ]);
  });

  it('has the single column `input` if a CSV test set of texts has one', () => {
    expect(write('id,input,label\na,"some, text",yes\nb,more,no\n', 'csv').training).toBe(
      'id,input,label,round\na,"some, text",yes,3\nb,more,no,3\n',
    );
  });
});

/** Writes the public inputs of a test set like the scorer. */
function inputsOf(testSet: string, format: TestSetFormat): string {
  const items: Parameters<ReturnType<typeof createInputsWriter>['line']>[0][] = [];
  const reader = createTestSetReader({ task: 'binary', classes: ['no', 'yes'], format }, (item) =>
    items.push(item),
  );
  reader.push(testSet);
  const report = reader.finish();
  expect(report.problems).toEqual([]);
  const writer = createInputsWriter(format, report.inputColumns, {
    group: report.hasGroup,
    date: report.hasDate,
  });
  return writer.header + items.map(writer.line).join('');
}

describe('file of published inputs', () => {
  it('has the columns of the CSV without the label, in the order of the file, quoted where needed', () => {
    expect(inputsOf('label,id,x,"a ""b"""\nyes,i2,"1,5",\nno,i1,2,"two\nlines"\n', 'csv')).toBe(
      'id,x,"a ""b"""\ni2,"1,5",\ni1,2,"two\nlines"\n',
    );
  });

  it('keeps group and date columns, which belong to an item', () => {
    expect(inputsOf('id,date,label,x,group\na,2026-03-01,yes,1,g\nb,,no,2,\n', 'csv')).toBe(
      'id,date,group,x\na,2026-03-01,g,1\nb,,,2\n',
    );
  });

  it('has the original JSON Lines inputs', () => {
    const lines =
      '{"id":"a","input":{"t":"x","n":[1,2]},"label":"yes"}\n{"id":"b","input":{"t":"y","n":[]},"label":"no"}\n';
    expect(inputsOf(lines, 'jsonl')).toBe(
      '{"id":"a","input":{"n":[1,2],"t":"x"}}\n{"id":"b","input":{"n":[],"t":"y"}}\n',
    );
  });
});
