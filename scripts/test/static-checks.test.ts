import { describe, expect, it } from 'vitest';
import { findSiblingCircles } from './static-checks';

const arrow = (from: string, to: string) => ({ from, to });

describe('sibling folders', () => {
  it('cause a report, with one import of each direction, if they import each other', () => {
    expect(
      findSiblingCircles([
        arrow('lib/core/round/seal.ts', 'lib/core/scoring/text/label.ts'),
        arrow('lib/core/scoring/score.ts', 'lib/core/round/index.ts'),
      ]),
    ).toEqual([
      'lib/core/round ⇄ lib/core/scoring: lib/core/round/seal.ts → lib/core/scoring/text/label.ts, ' +
        'lib/core/scoring/score.ts → lib/core/round/index.ts',
    ]);
  });

  it('may import each other in one direction, and may both import a file beside them', () => {
    expect(
      findSiblingCircles([
        arrow('worker/feedback/decide.ts', 'worker/vault/open.ts'),
        arrow('worker/vault/open.ts', 'worker/platform.ts'),
        arrow('worker/platform.ts', 'worker/vault/identity.ts'),
        arrow('lib/core/feedback/decide.ts', 'lib/core/feedback/ladder/bet.ts'),
        arrow('lib/core/feedback/ladder/bet.ts', 'lib/core/feedback/shared.ts'),
      ]),
    ).toEqual([]);
  });
});
