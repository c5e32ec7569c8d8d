import { IsoInstant } from '@/app/_ui/instant';
import { StepColumn } from '@/app/maintain/[slug]/step-column';
import type { RoundView } from '@/lib/contracts/round';
import type { ComingRotation } from '@/services/page/find-maintained-round-page';
import { ExtendForm } from './extend-form';

/** A later close of an open round, with what moves with it told beforehand. */
export function ExtendStep({
  slug,
  round,
  coming,
}: {
  slug: string;
  round: RoundView;
  coming: ComingRotation;
}) {
  return (
    <StepColumn
      title="Extend"
      purpose={
        <>
          Puts the close off. It is <IsoInstant at={round.closes_at} /> now.
        </>
      }
      effects={
        <>
          <li>Submissions are taken until the new close. Quotas stay as they are.</li>
          <li>{describeComing(coming)}</li>
          <li>Who gets mail before a close gets it before the new one, too.</li>
        </>
      }
    >
      <ExtendForm slug={slug} round={round} />
    </StepColumn>
  );
}

function describeComing({ opening, nextRotationAt }: ComingRotation) {
  if (opening)
    return (
      <>
        {opening.title} is to open on <IsoInstant at={opening.at} />. A close after that moves the opening to
        the new close.
      </>
    );
  if (nextRotationAt)
    return (
      <>
        The next rotation is due on <IsoInstant at={nextRotationAt} />. A close after that moves it to the new
        close. No sealed round waits for it.
      </>
    );
  return 'No opening is planned after it, so none moves.';
}
