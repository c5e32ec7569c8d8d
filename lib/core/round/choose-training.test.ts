import { describe, expect, it } from 'vitest';
import { chooseTraining } from './choose-training';

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

describe('the training data of a benchmark', () => {
  it('has every revealed round, the oldest first', () => {
    expect(numbersOf([{ number: 5 }, { number: 3 }, { number: 2 }])).toEqual({
      parts: [2, 3, 5],
      leftOut: [],
    });
  });

  it('leaves out a round of other columns or another format than the newest one', () => {
    expect(
      numbersOf([
        { number: 4 },
        { number: 3, columns: ['y'] },
        { number: 2, format: 'jsonl' },
        { number: 1 },
      ]),
    ).toEqual({ parts: [1, 4], leftOut: [3, 2] });
  });

  it('ends with the round that makes it larger than it may be', () => {
    const rounds = [3, 2, 1].map((number) => ({ number, byteCount: number === 2 ? 60 : 30 }));
    expect(numbersOf(rounds, 90)).toEqual({ parts: [2, 3], leftOut: [1] });
    expect(numbersOf(rounds, 89)).toEqual({ parts: [3], leftOut: [2, 1] });
  });

  it('counts no bytes of a round of other columns', () => {
    expect(
      numbersOf([{ number: 3 }, { number: 2, columns: ['y'], byteCount: 90 }, { number: 1 }], 20),
    ).toEqual({
      parts: [1, 3],
      leftOut: [2],
    });
  });

  it('is none before the first reveal', () => {
    expect(chooseTraining([])).toBeNull();
  });
});
