import { describe, expect, it } from 'vitest';
import { type FileSender, flagEqualFiles } from './equal-file';

const sender = (team: string, fileSha256: string, group = team): FileSender => ({
  submission: `${team} ${fileSha256}`,
  team,
  group,
  fileSha256,
});

describe('equal files', () => {
  it('flag each team but the first to send one, once for two teams however many files they share', () => {
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

  it('flag linked teams too, and say that they are linked', () => {
    const [raised] = flagEqualFiles([sender('a', 'x', 'g'), sender('b', 'x', 'g')]);
    expect(raised?.flag.areLinked).toBe(true);
  });

  it('flag nobody where each file is one team’s', () => {
    expect(flagEqualFiles([sender('a', 'x'), sender('b', 'y')])).toEqual([]);
  });
});
