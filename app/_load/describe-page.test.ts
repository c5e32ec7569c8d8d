import { describe, expect, it } from 'vitest';
import { titleMaintainPage } from './describe-page';

describe('the title of a page for maintainers', () => {
  it('names the page and the benchmark', () => {
    expect(titleMaintainPage('Flags', 'Late flights')).toEqual({ title: 'Flags, Late flights' });
  });

  it('names only the benchmark to a reader without a role', () => {
    expect(titleMaintainPage(null, 'Late flights').title).toBe('Not yours to maintain: Late flights');
  });
});
