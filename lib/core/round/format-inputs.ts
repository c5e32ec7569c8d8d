import type { TestSetFormat, TestSetItem } from './read-test-set';
import { readCells } from './test-set-cells';

export type InputsWriter = { header: string; line: (item: Omit<TestSetItem, 'label' | 'line'>) => string };

/**
 * Writes the public file of inputs: the test set's own format and columns, without the label.
 * @param columns the input columns in the test set's order
 */
export function createInputsWriter(
  format: TestSetFormat,
  columns: readonly string[],
  has: { group: boolean; date: boolean },
): InputsWriter {
  if (format === 'jsonl')
    return {
      header: '',
      line: ({ id, inputJson, group, date }) =>
        `{"id":${JSON.stringify(id)},"input":${inputJson}${group === null ? '' : `,"group":${JSON.stringify(group)}`}${date === null ? '' : `,"date":${JSON.stringify(date)}`}}\n`,
    };
  const extra = [...(has.date ? ['date'] : []), ...(has.group ? ['group'] : [])];
  return {
    header: `${['id', ...extra, ...columns].map(csvField).join(',')}\n`,
    line: ({ id, inputJson, group, date }) => {
      const fields = [
        id,
        ...(has.date ? [date ?? ''] : []),
        ...(has.group ? [group ?? ''] : []),
        ...readCells(inputJson, columns),
      ];
      return `${fields.map(csvField).join(',')}\n`;
    },
  };
}

/** RFC 4180: quoted only when necessary. */
export function csvField(value: string): string {
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
