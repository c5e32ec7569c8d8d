import { describe, expect, it } from 'vitest';
import { nameApart } from './name-apart';

const apart = (...names: string[]) =>
  Object.fromEntries(
    nameApart(
      names.map((name, i) => ({ id: String(i), name })),
      (id) => `Team ${id}`,
    ).map(({ id, name }) => [id, name]),
  );

describe('names from before names had to differ', () => {
  it('stay with who came first, and others that look like them get a number', () => {
    expect(apart('Owls', 'Оwls', 'owls', 'Larks')).toEqual({
      0: 'Owls',
      1: 'Оwls 2',
      2: 'owls 3',
      3: 'Larks',
    });
  });

  it('get no number with which they look like another that is there', () => {
    expect(apart('Owls', 'owls', 'Owls 2')).toEqual({ 0: 'Owls', 1: 'owls 3', 2: 'Owls 2' });
  });

  it('lose what a name can’t have, and are never empty or too long', () => {
    expect(apart('A\nda', '\u3164', 'x'.repeat(5000), 'x'.repeat(4000))).toEqual({
      0: 'A da',
      1: 'Team 1',
      2: 'x'.repeat(80),
      3: `${'x'.repeat(78)} 2`,
    });
  });

  it('are told with the numbered ones first, so that none is saved while another still has its name', () => {
    const told = nameApart(
      [
        { id: 'a', name: 'e\u0301' },
        { id: 'b', name: '\u00e9' },
      ],
      () => '',
    );
    expect(told.map(({ id, name }) => [id, name])).toEqual([
      ['b', '\u00e9 2'],
      ['a', '\u00e9'],
    ]);
  });
});
