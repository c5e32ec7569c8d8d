import { describe, expect, it } from 'vitest';
import { createInputsWriter } from './format-inputs';
import { createTestSetReader, type TestSetFormat } from './read-test-set';

/** The public inputs of a test set in the scorer's format. */
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
  it('has the CSV without its label column, in the order of the file, quoted where needed', () => {
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
