import Link from 'next/link';
import type { Evidence } from '@/lib/core/benchmark';
import { openParts } from '@/lib/core/model/disclosure';
import { toggleOpenPart } from '@/lib/core/model/openness-filter';
import { partTitles } from '../disclosure/describe-openness';
import { EvidenceBadge } from './evidence-badge';
import { FilterChoices, FilterLink } from './filter-link';
import { addressOfFilter, isFiltering, noFilter, type RankingFilter } from './ranking-filter';

/**
 * Leaves only models by this evidence, and those of which these parts are open.
 * @param path of the page, without a query
 * @param kinds of evidence that there are to choose from; none where there is no choice
 * @param hasOpenness whether the ranking says what is open
 */
export function RankingFilterBar({
  path,
  filter,
  kinds,
  hasOpenness,
  shownCount,
  allCount,
}: {
  path: string;
  filter: RankingFilter;
  kinds: readonly Evidence[];
  hasOpenness: boolean;
  shownCount: number;
  allCount: number;
}) {
  return (
    <nav
      aria-label="Filter the ranking"
      className="mt-s2 mb-s2 flex flex-wrap items-center gap-x-s4 gap-y-s2 text-small"
      data-testid="ranking-filter"
    >
      {kinds.length > 0 && (
        <FilterChoices title="Evidence">
          {kinds.map((kind) => (
            <FilterLink
              key={kind}
              href={addressOfFilter(path, { ...filter, evidence: filter.evidence === kind ? null : kind })}
              isOn={filter.evidence === kind}
            >
              <EvidenceBadge evidence={kind} />
            </FilterLink>
          ))}
        </FilterChoices>
      )}
      {hasOpenness && (
        <FilterChoices title="Open">
          {openParts.map((part) => (
            <FilterLink
              key={part}
              href={addressOfFilter(path, { ...filter, open: toggleOpenPart(filter.open, part) })}
              isOn={filter.open.includes(part)}
            >
              {partTitles[part].toLowerCase()}
            </FilterLink>
          ))}
        </FilterChoices>
      )}
      <span className="text-ink-2">
        {shownCount} of {allCount} {allCount === 1 ? 'model' : 'models'}
      </span>
      {isFiltering(filter) && <Link href={addressOfFilter(path, noFilter)}>Show all</Link>}
    </nav>
  );
}
