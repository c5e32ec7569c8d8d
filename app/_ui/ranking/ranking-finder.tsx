import Link from 'next/link';
import type { ReactNode } from 'react';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { type Evidence, evidenceKinds } from '@/lib/core/benchmark';
import { type EntryKind, entryKinds } from '@/lib/core/leaderboard/entry-kind';
import { openParts } from '@/lib/core/model/disclosure';
import { toggleOpenPart } from '@/lib/core/model/openness-filter';
import { partTitles } from '../disclosure/describe-openness';
import { CheckGlyph } from '../glyphs/check-glyph';
import { EvidenceBadge } from './evidence-badge';
import type { RankingColumns } from './ranking-columns';
import {
  addressOfHowMade,
  addressOfQuery,
  isFiltering,
  type RankingQuery,
  withoutFilter,
} from './ranking-query';
import { listTeams, SearchAndSort } from './search-and-sort';

/** Fewer rows are in view at once. */
const searchedFrom = 8;

/**
 * What leaves rows of a ranking out, and their order. It stands in the address and works without scripts.
 * @param path of the page, without a query
 */
export function RankingFinder({
  board,
  columns,
  path,
  query,
  shownCount,
}: {
  board: LeaderboardView;
  columns: RankingColumns;
  path: string;
  query: RankingQuery;
  shownCount: number;
}) {
  const allCount = board.entries.length;
  const isLong = allCount >= searchedFrom || query.search !== '' || query.team !== null;
  return (
    <div
      className="mt-s3 mb-s2 flex flex-wrap items-center gap-x-s3 gap-y-s2 text-small"
      data-testid="ranking-filter"
    >
      {isLong && <SearchAndSort {...{ board, columns, path, query }} />}
      {/* On a phone each filter is as much a part of the line as the key to the table behind them. */}
      <div className="flex flex-wrap gap-x-s3 gap-y-s2 empty:hidden max-phone:contents">
        <RankingChoices {...{ board, path, query }} />
      </div>
      {isFiltering(query) && (
        <>
          <span className="text-ink-2 max-phone:order-2">
            {shownCount} of {allCount} {allCount === 1 ? 'model' : 'models'}
          </span>
          <Link href={addressOfQuery(path, withoutFilter(query))} className="max-phone:order-2">
            Show all
          </Link>
        </>
      )}
      <Link href={addressOfHowMade(board)} prefetch={false} className="ml-auto flex-none">
        How this table was made
      </Link>
    </div>
  );
}

const kindTitles: Readonly<Record<EntryKind, string>> = {
  entry: 'ranked',
  host: 'host entries',
  baseline: 'baselines',
};

type Offers = { evidence: readonly Evidence[]; kinds: readonly EntryKind[]; hasOpenness: boolean };

/** No choice where all rows are alike. */
function listOffers({ entries, standing, provisional }: LeaderboardView): Offers {
  const evidence = new Set([...entries, ...standing].map((entry) => entry.evidence));
  const kinds = new Set(entries.map(({ kind }) => kind));
  return {
    evidence: provisional || evidence.size < 2 ? [] : evidenceKinds.filter((kind) => evidence.has(kind)),
    kinds: kinds.size < 2 ? [] : entryKinds.filter((kind) => kinds.has(kind)),
    hasOpenness: entries.some(({ disclosure }) => disclosure !== null),
  };
}

/** The team that is asked for, where there are too many to choose from. */
function findHiddenTeam(board: LeaderboardView, { team }: RankingQuery): string | null {
  if (team === null || listTeams(board).length > 0) return null;
  return board.entries.find(({ team_slug }) => team_slug === team)?.team ?? team;
}

/** Links that leave only rows of one kind. */
function RankingChoices({
  board,
  path,
  query,
}: {
  board: LeaderboardView;
  path: string;
  query: RankingQuery;
}) {
  const offers = listOffers(board);
  const team = findHiddenTeam(board, query);
  const href = (changed: Partial<RankingQuery>) => addressOfQuery(path, { ...query, page: 1, ...changed });
  return (
    <>
      {team !== null && <ChosenTeam name={team} href={href({ team: null })} />}
      {offers.evidence.length > 0 && (
        <FilterChoices title="Evidence">
          {offers.evidence.map((kind) => (
            <FilterLink
              key={kind}
              href={href({ evidence: query.evidence === kind ? null : kind })}
              isOn={query.evidence === kind}
            >
              <EvidenceBadge evidence={kind} />
            </FilterLink>
          ))}
        </FilterChoices>
      )}
      {offers.hasOpenness && (
        <FilterChoices title="Open">
          {openParts.map((part) => (
            <FilterLink
              key={part}
              href={href({ open: toggleOpenPart(query.open, part) })}
              isOn={query.open.includes(part)}
            >
              {partTitles[part].toLowerCase()}
            </FilterLink>
          ))}
        </FilterChoices>
      )}
      {offers.kinds.length > 0 && (
        <FilterChoices title="Kind">
          {offers.kinds.map((kind) => (
            <FilterLink
              key={kind}
              href={href({ kind: query.kind === kind ? null : kind })}
              isOn={query.kind === kind}
            >
              {kindTitles[kind]}
            </FilterLink>
          ))}
        </FilterChoices>
      )}
    </>
  );
}

const ChosenTeam = ({ name, href }: { name: string; href: string }) => (
  <FilterChoices title="Team">
    <FilterLink href={href} isOn>
      {name}
    </FilterLink>
  </FilterChoices>
);

/** One choice of a filter: what is on has a tick. */
function FilterLink({ href, isOn, children }: { href: string; isOn: boolean; children: ReactNode }) {
  return (
    <Link href={href} {...(isOn && { 'aria-current': 'true' })} scroll={false} prefetch={false}>
      {isOn && <CheckGlyph result="pass" />}
      {children}
    </Link>
  );
}

/** Choices side by side, after what they are about. */
function FilterChoices({ title, children }: { title: string; children: ReactNode }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-s2 gap-y-2">
      <span className="text-ink-2">{title}</span>
      <span className="filter-links">{children}</span>
    </span>
  );
}
