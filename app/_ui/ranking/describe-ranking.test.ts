import { describe, expect, it } from 'vitest';
import { listTied } from './describe-ranking';

const rows = (...tied: boolean[]) =>
  tied.map((isTied, i) => ({ model: `model ${i}`, tied_with_leader: isTied }));

describe('the tideline', () => {
  it('runs under the last row that is tied with the leader', () => {
    expect(listTied(rows(true, true, false))).toEqual({ lastIndex: 1, count: 2, between: [] });
    expect(listTied(rows(true))).toEqual({ lastIndex: 0, count: 1, between: [] });
  });

  it('names the rows above it that are not: a test may tell a nearer model from the leader and not a farther one', () => {
    expect(listTied(rows(true, false, true))).toEqual({ lastIndex: 2, count: 2, between: ['model 1'] });
  });
});
