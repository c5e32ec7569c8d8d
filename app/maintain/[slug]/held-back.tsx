import { IsoInstant } from '@/app/_ui/iso-instant';
import { Callout } from '@/app/_ui/words/callout';

/** What of the site keeps its rounds from going on. */
export function HeldBack({
  clockHeldAt,
  isSpaceShort,
}: {
  clockHeldAt: string | null;
  isSpaceShort: boolean;
}) {
  return (
    <>
      {clockHeldAt && (
        <Callout tone="problem" role="status">
          The site’s clock leapt to <IsoInstant at={clockHeldAt} />. No round opens, closes or is revealed
          until an operator has looked at it. Submissions go on.
        </Callout>
      )}
      {isSpaceShort && (
        <Callout tone="problem" role="status">
          The site is short of disk space. Nothing is uploaded, sealed, opened or revealed until the operator
          has freed disk space. Accepted submissions wait, and continue automatically.
        </Callout>
      )}
    </>
  );
}
