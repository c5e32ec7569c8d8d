import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';

/** What keeps a round's ranking from counting. */
export type StoppedState = 'frozen' | 'invalidated';

/** Where and when a submission's final score is to be had. @param officialAt in ISO 8601 */
export function FinalScoreWords({
  stopped,
  officialRanking,
  officialAt,
}: {
  officialRanking: string | null;
  officialAt: string;
  stopped: StoppedState | null;
}) {
  if (stopped === 'invalidated') return <>the round has no official ranking, since it is invalidated</>;
  if (stopped === 'frozen') return <>its score is official only once the freeze is over</>;
  if (officialRanking)
    return (
      <>
        its score is in the <Link href={officialRanking}>official ranking</Link>
      </>
    );
  return (
    <>
      its score comes with the official ranking on <Instant at={officialAt} />
    </>
  );
}
