import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { ComparedModelsView, ComparedRanking } from '@/lib/contracts/compared-models';
import { PairsSection } from './pairs-section';

const ranking = (difference: number, isSignificant: boolean): ComparedRanking => ({
  snapshot_id: '00000000-0000-4000-8000-000000000000',
  item_count: 400,
  test: 'mcnemar',
  pair_count: 1,
  models: [],
  pairs: [
    {
      first: 'A',
      second: 'B',
      difference,
      interval: { lower: difference - 0.03, upper: difference + 0.03 },
      is_significant_alone: isSignificant,
      is_significant: isSignificant,
    },
  ],
});

const render = (after_erratum: ComparedModelsView['rounds'][number]['after_erratum']) =>
  renderToStaticMarkup(
    <PairsSection
      compared={{
        benchmark: 'flights',
        metric: 'accuracy',
        direction: 'higher',
        models: [],
        rounds: [{ round: 3, title: 'March', ...ranking(0.1, true), after_erratum }],
        older_rounds: 0,
      }}
    />,
  );

const rowsOf = (html: string) =>
  [...html.matchAll(/<tr.*?<\/tr>/g)].slice(1).map(([row]) => row.replace(/<[^>]*>/g, ' '));

describe('the paired differences of a round with an erratum', () => {
  it('include a row with the corrected labels below the row with the sealed ones, and a link to the erratum', () => {
    const html = render({ erratum: 2, ...ranking(-0.2, false) });
    const [sealed, corrected, ...more] = rowsOf(html);
    expect(more).toEqual([]);
    expect(sealed).toMatch(/March\s.*\+10\.00.*A is significantly better/);
    expect(sealed).not.toContain('erratum');
    expect(corrected).toMatch(/March\s+with erratum 2\s.*−20\.00.*no significant difference/);
    expect(html).toContain('href="/benchmarks/flights/rounds/3/errata"');
  });

  it('say that pairs are missing for an erratum that has none, and mention no erratum if there is none', () => {
    const html = render({ erratum: 2, ...ranking(0, false), pairs: null });
    expect(rowsOf(html)).toHaveLength(1);
    expect(html).toContain('No paired differences of March with erratum 2');
    expect(render(null)).not.toContain('erratum');
  });
});
