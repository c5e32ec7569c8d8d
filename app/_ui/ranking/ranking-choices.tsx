import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { type Evidence, evidenceKinds } from '@/lib/core/benchmark';
import { type EntryKind, entryKinds } from '@/lib/core/leaderboard/entry-kind';
import { openParts } from '@/lib/core/model/disclosure';
import { toggleOpenPart } from '@/lib/core/model/openness-filter';
import { partTitles } from '../disclosure/describe-openness';
import { EvidenceBadge } from './evidence-badge';
import { FilterChoices, FilterLink } from './filter-link';
import { listTeams } from './list-teams';
import { addressOfQuery, type RankingQuery } from './ranking-query';

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
export function RankingChoices({
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
