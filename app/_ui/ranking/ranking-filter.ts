import {
  type EvidenceFilter,
  formatEvidenceFilter,
  parseEvidenceFilter,
} from '@/lib/core/leaderboard/evidence-filter';
import {
  formatOpennessFilter,
  type OpennessFilter,
  parseOpennessFilter,
} from '@/lib/core/model/openness-filter';

/** What leaves rows of a ranking out. */
export type RankingFilter = { readonly open: OpennessFilter; readonly evidence: EvidenceFilter };

export const noFilter: RankingFilter = { open: [], evidence: null };

export const parseRankingFilter = ({
  open,
  evidence,
}: {
  open?: string | string[];
  evidence?: string | string[];
}): RankingFilter => ({ open: parseOpennessFilter(open), evidence: parseEvidenceFilter(evidence) });

export const isFiltering = ({ open, evidence }: RankingFilter): boolean =>
  open.length > 0 || evidence !== null;

/** @param path of the page, without a query */
export function addressOfFilter(path: string, { open, evidence }: RankingFilter): string {
  const query = [formatEvidenceFilter(evidence), formatOpennessFilter(open)].filter(Boolean).join('&');
  return query === '' ? path : `${path}?${query}`;
}
