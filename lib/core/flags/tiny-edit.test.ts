import { describe, expect, it } from 'vitest';
import { describeFlag } from './describe-flag';
import type { Flag } from './flag';
import { flagTinyEdit } from './tiny-edit';

const edit = (changedCount: number | null, itemCount: number) =>
  flagTinyEdit({ submission: 's', changedCount, itemCount });

describe('tiny edits', () => {
  it('are those of fewer than 10 items, or than .5 % of them', () => {
    expect(edit(9, 1000)?.changedCountMin).toBe(10);
    expect(edit(10, 1000)).toBeNull();
    expect(edit(49, 9999)?.changedCountMin).toBe(50);
    expect(edit(50, 9999)).toBeNull();
    expect(edit(0, 500)).not.toBeNull();
  });

  it('are not first submissions', () => {
    expect(edit(null, 1000)).toBeNull();
  });

  it('are told with what they do not prove', () => {
    const flag: Flag = edit(3, 1000)!;
    expect(describeFlag(flag)).toEqual({
      finding:
        '3 items of 1,000 changed against the team’s nearest earlier submission; below 10 no score is reported.',
      falseAlarms: expect.stringContaining('proves no suspicion'),
    });
  });
});
