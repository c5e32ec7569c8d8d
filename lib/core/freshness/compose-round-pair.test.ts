import { describe, expect, it } from 'vitest';
import { selectFrozen, type VouchedVersion } from '../equating/anchors';
import type { RankedRound, RankedVersion } from '../equating/ranked-round';
import { composeRoundPair } from './compose-round-pair';

const version = (model: string, evidence: RankedVersion['evidence'], name = '1'): RankedVersion => ({
  model,
  version: name,
  score: 0.8,
  evidence,
  kind: 'entry',
});

const roundOf = (
  round: number,
  entries: RankedVersion[],
  {
    reference_entries = [],
    vouched = [],
  }: { reference_entries?: RankedVersion[]; vouched?: VouchedVersion[] } = {},
): RankedRound => ({
  round,
  itemCount: 1000,
  entries,
  reference_entries,
  isFrozen: selectFrozen(vouched, { openedAt: new Date(`2026-0${round}-01T00:00:00Z`) }),
});

const namesOf = (pairs: readonly { model: string }[]) => pairs.map(({ model }) => model);

describe('composition of a pair of rounds', () => {
  it('calls versions in both rounds frozen, and versions sent while the earlier one was open adapted', () => {
    const pair = composeRoundPair(
      roundOf(2, [version('old', 'prospective'), version('new', 'in-round')]),
      roundOf(3, [version('old', 'prospective'), version('new', 'prospective')]),
    );
    expect(namesOf(pair.frozen)).toEqual(['old 1']);
    expect(namesOf(pair.adapted)).toEqual(['new 1']);
  });

  it('finds versions beside the one that counts for their model', () => {
    const pair = composeRoundPair(
      roundOf(2, [version('a', 'in-round', '2')], { reference_entries: [version('a', 'prospective', '1')] }),
      roundOf(3, [version('a', 'in-round', '3')], {
        reference_entries: [version('a', 'prospective', '2'), version('a', 'prospective', '1')],
      }),
    );
    expect(namesOf(pair.frozen)).toEqual(['a 1']);
    expect(namesOf(pair.adapted)).toEqual(['a 2']);
  });

  it('compares models frozen by proof alone from six on, and with fewer also vouched-for ones', () => {
    const proven = (count: number) =>
      Array.from({ length: count }, (_, i) => version(`p${i}`, 'prospective'));
    const vouched = [{ model: 'w', version: '1', droppedAt: null }];
    const frozenOf = (count: number) => {
      const entries = [...proven(count), version('w', 'in-round')];
      return namesOf(
        composeRoundPair(roundOf(1, entries, { vouched }), roundOf(2, entries, { vouched })).frozen,
      );
    };
    expect(frozenOf(6)).toEqual(['p0 1', 'p1 1', 'p2 1', 'p3 1', 'p4 1', 'p5 1']);
    expect(frozenOf(5)).toContain('w 1');
  });
});
