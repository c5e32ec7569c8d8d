import Link from 'next/link';
import { openParts } from '@/lib/core/model/disclosure';
import { formatOpennessFilter, type OpennessFilter, toggleOpenPart } from '@/lib/core/model/openness-filter';
import { partTitles } from '../disclosure/describe-openness';
import { CheckGlyph } from '../glyphs/check-glyph';

/** Leaves only the models of which these parts are open. @param path of the page, without a query */
export function OpennessFilterBar({
  path,
  filter,
  shownCount,
  allCount,
}: {
  path: string;
  filter: OpennessFilter;
  shownCount: number;
  allCount: number;
}) {
  return (
    <nav
      aria-label="Filter by openness"
      className="mt-s2 mb-s2 flex flex-wrap items-center gap-x-s3 gap-y-s2 text-small"
      data-testid="openness-filter"
    >
      <span className="text-ink-2">Open</span>
      <span className="inline-flex border border-rule-2 rounded-edge">
        {openParts.map((part) => (
          <FilterLink
            key={part}
            href={addressOf(path, toggleOpenPart(filter, part))}
            isOn={filter.includes(part)}
          >
            {partTitles[part].toLowerCase()}
          </FilterLink>
        ))}
      </span>
      <span className="text-ink-2">
        {shownCount} of {allCount} {allCount === 1 ? 'model' : 'models'}
      </span>
      {filter.length > 0 && <Link href={addressOf(path, [])}>Show all</Link>}
    </nav>
  );
}

function FilterLink({ href, isOn, children }: { href: string; isOn: boolean; children: string }) {
  return (
    <Link
      href={href}
      aria-current={isOn ? 'true' : undefined}
      className="inline-flex items-center gap-6 border-l border-rule-2 px-10 py-6 text-ink-2 no-underline first:border-l-0 hover:text-ink aria-[current]:bg-well aria-[current]:font-semibold aria-[current]:text-ink [&_.glyph]:size-10"
      scroll={false}
    >
      {isOn && <CheckGlyph result="pass" />}
      {children}
    </Link>
  );
}

function addressOf(path: string, filter: OpennessFilter): string {
  const query = formatOpennessFilter(filter);
  return query === '' ? path : `${path}?${query}`;
}
