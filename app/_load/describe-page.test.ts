import { describe, expect, it } from 'vitest';
import { titleMaintainPage } from './describe-page';

describe('the title of a page for maintainers', () => {
  it('names what is shown and of which benchmark', () => {
    expect(titleMaintainPage('Flags', 'Late flights')).toEqual({ title: 'Flags, Late flights' });
  });

  it('names nothing but the benchmark to whoever has no role in it', () => {
    expect(titleMaintainPage(null, 'Late flights').title).toBe('Not yours to maintain: Late flights');
  });
});
