import { describe, expect, it } from 'vitest';
import { decideLink, decideUnlink, type TeamLink } from './team-link';

const then = new Date('2026-03-01T00:00:00Z');

const link = (teamId: string, teamGroupId: string, unlinkedAt: Date | null = null): TeamLink => ({
  teamId,
  teamGroupId,
  unlinkedAt,
});

const whole = (...teamIds: string[]) => teamIds.map((teamId) => ({ teamId, unlinkedAt: null }));

describe('decideLink', () => {
  it('makes one group of teams that are in no group', () => {
    expect(decideLink([], ['a', 'b'])).toEqual({ members: whole('a', 'b'), movedTeamIds: [] });
  });

  it('merges groups: every team that was linked with a named team joins', () => {
    const links = [link('a', '1'), link('b', '1'), link('c', '2'), link('d', '2'), link('e', '3')];
    expect(decideLink(links, ['a', 'c', 'f'])).toEqual({
      members: whole('a', 'c', 'f', 'b', 'd'),
      movedTeamIds: ['a', 'b', 'c', 'd'],
    });
  });

  it('links a team that was unlinked in an open round for that round only', () => {
    const links = [link('a', '1', then), link('b', '1'), link('c', '1')];
    expect(decideLink(links, ['b', 'd'])).toEqual({
      members: [...whole('b', 'd'), { teamId: 'a', unlinkedAt: then }, ...whole('c')],
      movedTeamIds: ['b', 'c'],
    });
  });

  it('links a named team permanently even if it was unlinked before', () => {
    expect(decideLink([link('a', '1', then), link('b', '1', then)], ['a', 'b'])?.members).toEqual(
      whole('a', 'b'),
    );
  });

  it('returns null where the teams are one group already', () => {
    expect(decideLink([link('a', '1'), link('b', '1'), link('c', '1')], ['a', 'b'])).toBeNull();
  });
});

describe('decideUnlink', () => {
  const links = [link('a', '1'), link('b', '1'), link('c', '1'), link('d', '2'), link('e', '2')];

  it('ends the named team’s link, and leaves the others linked', () => {
    expect(decideUnlink(links, ['a'])).toEqual(['a']);
  });

  it('leaves no team as the only member of a group', () => {
    expect(decideUnlink(links, ['a', 'b'])).toEqual(['a', 'b', 'c']);
    expect(decideUnlink(links, ['e'])).toEqual(['e', 'd']);
    expect(decideUnlink(links, ['d', 'e'])).toEqual(['d', 'e']);
  });

  it('returns null when a named team isn’t linked, or no longer linked', () => {
    expect(decideUnlink(links, ['a', 'x'])).toBeNull();
    expect(decideUnlink([link('a', '1', then), link('b', '1')], ['a'])).toBeNull();
  });
});
