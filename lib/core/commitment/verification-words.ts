import { formatCount, type StageName, type VerificationReport } from './verification-report';

export const stageTitles: Readonly<Record<StageName, string>> = {
  commitment: 'Commitment',
  items: 'Items',
  scores: 'Scores',
  ranking: 'Ranking',
};

/** What came of it all, in a sentence; the page and the command line say the same. */
export function describeVerdict({ verdict, stages }: Pick<VerificationReport, 'verdict' | 'stages'>): string {
  const lines = stages.flatMap((stage) => stage.lines);
  const passedCount = lines.filter(({ outcome }) => outcome === 'passed').length;
  const failedCount = lines.filter(({ outcome }) => outcome === 'failed').length;
  const skippedCount = lines.length - passedCount - failedCount;
  switch (verdict) {
    case 'verified':
      return skippedCount === 0
        ? `This archive verifies: ${formatCount(passedCount, 'check')} passed.`
        : `This archive verifies as far as it was compared: ${formatCount(passedCount, 'check')} passed, ${skippedCount} ${skippedCount === 1 ? 'was' : 'were'} not made.`;
    case 'wrong':
      return `This archive does not verify: ${failedCount} of ${formatCount(lines.length, 'check')} failed.`;
    case 'incomplete':
      return 'Nothing wrong was found, but not everything could be checked.';
  }
}
