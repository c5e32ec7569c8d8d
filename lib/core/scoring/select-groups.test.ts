import { describe, expect, it } from 'vitest';
import { decideImprovement } from '../feedback/ladder/decide-improvement';
import { computePartDifference } from '../freshness/part-difference';
import { selectGroups } from './select-groups';

const [none, allAlone, two, one] = [
  null,
  Int32Array.of(0, 1, 2, 3),
  Int32Array.of(0, 0, 1, 2),
  new Int32Array(4).fill(7),
];
const everywhere = Uint32Array.of(0, 1, 2, 3);

describe('the groups of a part', () => {
  it('are none where its items are independent: without any, and each alone in its own', () => {
    expect(selectGroups(none, everywhere)).toBeNull();
    expect(selectGroups(allAlone, everywhere)).toBeNull();
    expect(selectGroups(two, Uint32Array.of(1, 2, 3))).toBeNull();
    expect(selectGroups(two, everywhere)).toEqual(two);
  });

  it('are the one where all are in it: its items are never taken for independent', () => {
    expect(selectGroups(one, everywhere)).toEqual(one);
    expect(selectGroups(two, Uint32Array.of(0, 1))).toEqual(Int32Array.of(0, 0));
  });
});

describe('a part in one group', () => {
  const itemCount = 1000;
  const groups = selectGroups(
    new Int32Array(itemCount),
    Uint32Array.from({ length: itemCount }, (_, i) => i),
  );
  const gains = Float64Array.from({ length: itemCount }, (_, i) => 0.5 + 0.5 * ((i * 7) % 3));

  it('announces nothing, however much better a file is there', () => {
    const decide = (of: Int32Array | null) =>
      decideImprovement(
        {
          ...{ test: 'guarded-z', lossKind: 'real', direction: 'higher', answersCap: 30, editCountMin: 10 },
          groups: of,
        },
        {
          incumbentOutcomes: new Float64Array(itemCount),
          outcomes: gains,
          level: 0.025,
          unitLosses: of
            ? { ofRound: Float64Array.of(1), ofPart: Float64Array.of(1) }
            : { ofRound: new Float64Array(itemCount).fill(1), ofPart: new Float64Array(itemCount).fill(1) },
        },
      );
    expect(decide(groups)).toBe(false);
    expect(decide(null)).toBe(true);
  });

  it('has no gap', () => {
    expect(computePartDifference(gains, { of: 'groups', groups: groups! })).toBeNull();
  });
});
