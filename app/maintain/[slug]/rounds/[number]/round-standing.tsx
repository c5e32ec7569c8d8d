import { IsoInstant } from '@/app/_ui/iso-instant';
import { StandingFact, StandingFacts } from '@/app/maintain/[slug]/standing-facts';
import type { ModeratedRound } from '@/services/round/read-moderated';
import type { PlannedOpening } from '@/services/round/read-planned-openings';

/** How one round stands, in a few lines. */
export function RoundStanding({
  moderated: { round, submissions, reports },
  opening,
}: {
  moderated: ModeratedRound;
  /** When a sealed round opens by itself. */
  opening: PlannedOpening | undefined;
}) {
  // Nobody but its maintainers knows of it: nothing is sent to it, and nothing reported.
  const isDraft = round.state === 'draft';
  const waiting = reports?.filter((report) => report.handled_at === null).length;
  return (
    <StandingFacts>
      <StandingFact term="State">{round.state}</StandingFact>
      <StandingFact term={round.opened_at ? 'Opened' : 'Opens'}>
        <IsoInstant at={round.opened_at ?? opening?.opensAt ?? round.opens_at} />
      </StandingFact>
      <StandingFact term={round.closed_at ? 'Closed' : 'Closes'}>
        <IsoInstant at={round.closed_at ?? opening?.closesAt ?? round.closes_at} />
      </StandingFact>
      {!isDraft && (
        <StandingFact term="Scored">
          {submissions.scored}, {submissions.unfinished === 0 ? 'none' : submissions.unfinished} under way
        </StandingFact>
      )}
      {!isDraft && waiting !== undefined && (
        <StandingFact term="Reports">
          {waiting === 0 ? 'none waits' : waiting === 1 ? <b>one waits</b> : <b>{waiting} wait</b>}
        </StandingFact>
      )}
    </StandingFacts>
  );
}
