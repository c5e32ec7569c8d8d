import { describe, expect, it } from 'vitest';
import { createTrainingWriter, type TrainingItem, type TrainingShape } from '../round/training';
import {
  combineCorrections,
  correctTraining,
  countCorrectedBytes,
  type SealedTraining,
} from './correct-training';

const encoder = new TextEncoder();

/** Writes the training file of these items, and returns it in chunks of a few bytes. */
function write(sealed: SealedTraining, items: readonly TrainingItem[]): Uint8Array {
  const shape: TrainingShape = { format: sealed.format, columns: ['x'], hasGroup: false, hasDate: false };
  const { header, line } = createTrainingWriter(shape, sealed.round);
  return encoder.encode(header + items.map(line).join(''));
}

async function* cut(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

const item = (id: string, label: string | number, x = ''): TrainingItem => ({
  ...{ id, label, group: null, date: null },
  inputJson: JSON.stringify({ x }),
});

async function read(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text;
}

const cases: [string, SealedTraining, { sealed: TrainingItem[]; right: TrainingItem[] }][] = [
  [
    'classes, with quotes, commas and line ends in ids and inputs',
    { task: 'binary', format: 'csv', round: 12 },
    {
      sealed: [item('id', 'no', 'a\n"b",c'), item('a "1", 2', 'yes', ',no,12'), item('é', 'no', 'ü')],
      right: [item('id', 'yes', 'a\n"b",c'), item('a "1", 2', 'no', ',no,12'), item('é', 'no', 'ü')],
    },
  ],
  [
    'numbers of another length',
    { task: 'regression', format: 'csv', round: 3 },
    { sealed: [item('a', -12.5), item('b', 7)], right: [item('a', 1e21), item('b', 7)] },
  ],
  [
    'numbers in JSON Lines',
    { task: 'regression', format: 'jsonl', round: 3 },
    { sealed: [item('a"\\', 0.5, '"'), item('b', 7)], right: [item('a"\\', 1e-7, '"'), item('b', 7)] },
  ],
  [
    'references of a text with quotes and line ends',
    { task: 'text', format: 'csv', round: 1 },
    { sealed: [item('a', 'x'), item('b', '["p","q"]')], right: [item('a', 'two\n"lines"'), item('b', 'é')] },
  ],
];

describe('training data with corrected labels', () => {
  it.each(cases)(
    'has the corrected %s when read in chunks of any size',
    async (_, sealed, { sealed: before, right }) => {
      const corrections = combineCorrections([
        {
          corrections: before.flatMap(({ id, label }, i) =>
            label === right[i]!.label ? [] : [{ id, from: String(label), to: String(right[i]!.label) }],
          ),
        },
      ]);
      const [from, to] = [write(sealed, before), write(sealed, right)];
      for (const length of [1, 2, 7, 1_000])
        expect(await read(correctTraining(sealed, corrections, cut(from, length)))).toBe(
          new TextDecoder().decode(to),
        );
      expect(from.length + countCorrectedBytes(sealed, corrections)).toBe(to.length);
    },
  );

  it('applies errata in order, and leaves out a label that was changed back', () => {
    expect([
      ...combineCorrections([
        {
          corrections: [
            { id: 'a', from: '1', to: '2' },
            { id: 'b', from: '1', to: '2' },
          ],
        },
        {
          corrections: [
            { id: 'a', from: '2', to: '3' },
            { id: 'b', from: '2', to: '1' },
          ],
        },
      ]).values(),
    ]).toEqual([{ id: 'a', from: '1', to: '3' }]);
  });

  it('throws for a correction whose old label is wrong, or of a missing item', async () => {
    const sealed: SealedTraining = { task: 'binary', format: 'csv', round: 1 };
    const bytes = write(sealed, [item('a', 'no')]);
    for (const correction of [
      { id: 'a', from: 'yes', to: 'no' },
      { id: 'b', from: 'no', to: 'yes' },
    ])
      await expect(
        read(correctTraining(sealed, combineCorrections([{ corrections: [correction] }]), cut(bytes, 5))),
      ).rejects.toThrow('an erratum corrects');
  });
});
