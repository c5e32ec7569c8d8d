import { describe, expect, it } from 'vitest';
import { decideCorrections } from './decide-corrections';

const labels = new Map([
  ['a', 'yes'],
  ['b', 'no'],
  ['é', 'no'],
]);
const classes = { task: 'binary' as const, classes: ['no', 'yes'] };
const decide = (wanted: { id: string; to: string }[]) =>
  decideCorrections(wanted, { ...classes, currentLabelOf: (id) => labels.get(id) });

describe('decideCorrections', () => {
  it('records the wrong label of each correction, with ids in NFC', () => {
    expect(
      decide([
        { id: 'a', to: 'no' },
        { id: 'e\u0301', to: 'yes' },
      ]),
    ).toEqual({
      ok: true,
      value: [
        { id: 'a', from: 'yes', to: 'no' },
        { id: 'é', from: 'no', to: 'yes' },
      ],
    });
  });

  it('refuses all corrections together and lists each fault with its position', () => {
    expect(
      decide([
        { id: 'a', to: 'no' },
        { id: 'c', to: 'no' },
        { id: 'b', to: 'maybe' },
        { id: 'a', to: 'no' },
        { id: 'é', to: 'no' },
        { id: 'toString', to: '' },
      ]),
    ).toMatchObject({
      ok: false,
      error: [
        { position: 1, half: 'id', code: 'unknown_item' },
        { position: 2, half: 'to', code: 'unknown_class' },
        { position: 3, half: 'id', code: 'repeated_item' },
        { position: 4, half: 'to', code: 'no_change' },
        { position: 5, half: 'id', code: 'unknown_item' },
        { position: 5, half: 'to', code: 'unknown_class' },
      ],
    });
  });

  it('treats two Unicode normalisations of an id as one item', () => {
    expect(
      decide([
        { id: 'é', to: 'yes' },
        { id: 'e\u0301', to: 'yes' },
      ]),
    ).toMatchObject({ error: [{ position: 1, code: 'repeated_item' }] });
  });

  it('writes numbers of a regression in their shortest text, and refuses another text of the same number as no change', () => {
    const regress = (to: string) =>
      decideCorrections([{ id: 'a', to }], {
        task: 'regression',
        classes: [],
        currentLabelOf: () => '0.5',
      });
    expect(regress('1.50')).toMatchObject({ value: [{ from: '0.5', to: '1.5' }] });
    expect(regress('-0.0')).toMatchObject({ value: [{ to: '0' }] });
    for (const to of ['0.5', '0.50', '5e-1'])
      expect(regress(to)).toMatchObject({ error: [{ code: 'no_change' }] });
    for (const to of ['NaN', 'Infinity', '1e999', '1e41', '', '0x10', '1,5', ' 1'])
      expect(regress(to)).toMatchObject({ error: [{ half: 'to', code: 'not_a_number' }] });
  });
});
