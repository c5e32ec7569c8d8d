import { describe, expect, it } from 'vitest';
import { type FileSender, flagEqualFiles, flagTinyEdit } from './equal-file';
import { describeFlag, type Flag } from './flag';

const sender = (team: string, fileSha256: string, group = team): FileSender => ({
  submission: `${team} ${fileSha256}`,
  team,
  group,
  fileSha256,
});

describe('equal files', () => {
  it('raise a flag for every sender of the file but the first, once per pair of teams for any number of equal files', () => {
    const flags = flagEqualFiles([
      sender('a', 'x'),
      sender('b', 'x'),
      sender('c', 'x'),
      sender('b', 'y'),
      sender('a', 'y'),
    ]);
    expect(flags.map(({ subject }) => subject)).toEqual(['a:b', 'a:c']);
    expect(flags[0]?.flag).toEqual({
      kind: 'equal-file',
      first: 'a x',
      second: 'b x',
      teamCount: 3,
      areLinked: false,
    });
  });

  it('raise a flag for linked teams too, which states that the teams are linked', () => {
    const [raised] = flagEqualFiles([sender('a', 'x', 'g'), sender('b', 'x', 'g')]);
    expect(raised?.flag.areLinked).toBe(true);
  });

  it('raise no flag if only one team sent them', () => {
    expect(flagEqualFiles([sender('a', 'x'), sender('b', 'y')])).toEqual([]);
  });
});

const edit = (changedCount: number | null, itemCount: number) =>
  flagTinyEdit({ submission: 's', changedCount, itemCount });

describe('tiny edits', () => {
  it('include edits of fewer than 10 items, and edits of fewer than .5 % of the items', () => {
    expect(edit(9, 1000)?.changedCountMin).toBe(10);
    expect(edit(10, 1000)).toBeNull();
    expect(edit(49, 9999)?.changedCountMin).toBe(50);
    expect(edit(50, 9999)).toBeNull();
    expect(edit(0, 500)).not.toBeNull();
  });

  it('exclude a team’s first submission', () => {
    expect(edit(null, 1000)).toBeNull();
  });

  it('raise a flag that names innocent explanations', () => {
    const flag: Flag = edit(3, 1000)!;
    expect(describeFlag(flag)).toEqual({
      finding:
        '3 items of 1,000 changed against the team’s nearest earlier submission; below 10 no score is reported.',
      falseAlarms: expect.stringContaining('proves nothing'),
    });
  });
});
