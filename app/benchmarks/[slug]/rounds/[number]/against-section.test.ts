import { describe, expect, it } from 'vitest';
import { makeComparison } from '@/testing/make-leaderboard';
import { describeComparison } from './against-section';

describe('the comparison of two rounds in words', () => {
  it('says that all versions scored lower, by how much, and that no pair changed places', () => {
    expect(
      describeComparison(
        makeComparison([
          [0.9, 0.85],
          [0.8, 0.7],
          [0.7, 0.62],
        ]),
      ),
    ).toBe(
      'All 3 versions do worse in New than in Old & <older>, by 5.00 to 10.00. Kendall’s τ of the two orders is 1.00. Of 3 pairs with a significant difference in both rounds, none changed places.',
    );
  });

  it('counts a lower loss as better', () => {
    expect(
      describeComparison(
        makeComparison(
          [
            [20, 15],
            [18, 14],
            [16, 13],
          ],
          { metric: 'mae' },
        ),
      ),
    ).toMatch(/^All 3 versions do better in New than in Old & <older>, by 3\.00 to 5\.00\./);
  });

  it('counts pairs that changed places', () => {
    expect(
      describeComparison(
        makeComparison([
          [0.9, 0.7],
          [0.8, 0.85],
          [0.7, 0.6],
        ]),
      ),
    ).toBe(
      'Of 3 versions 2 do worse in New than in Old & <older>, and 1 better. Kendall’s τ of the two orders is 0.33. Of 3 pairs with a significant difference in both rounds, 1 changed places.',
    );
  });

  it('uses the singular for one version', () => {
    const pairs = [
      [0.9, 0.7],
      [0.8, 0.85],
      [0.7, 0.72],
    ] as const;
    expect(describeComparison(makeComparison(pairs))).toMatch(
      /^Of 3 versions 1 does worse .*, and 2 better\./,
    );
  });

  it('omits pairs if a ranking has stored none', () => {
    const made = makeComparison([
      [0.9, 0.85],
      [0.8, 0.7],
      [0.7, 0.62],
    ]);
    expect(describeComparison({ ...made, is_significant: null })).toMatch(/orders is 1\.00\.$/);
    expect(describeComparison({ ...made, is_significant: { pairs: 0, changed_places: 0 } })).toMatch(
      /No two of them are significantly different in both rounds\.$/,
    );
  });

  it('says by how much more the older round’s models fell than anchors, with an interval', () => {
    const made = makeComparison([
      [0.9, 0.85],
      [0.8, 0.7],
      [0.7, 0.62],
    ]);
    const drop = { unit: 'points', estimate: 0.014, lower: -0.002, upper: 0.03 } as const;
    expect(describeComparison({ ...made, drop: { ...drop, anchors: 6, adapted_models: 3 } })).toMatch(
      /fell by 1\.40 points more than anchors of their score, 95 % interval −0\.20 to 3\.00\.$/,
    );
  });
});
