import { Instant } from '@/app/_ui/instant';
import { Callout } from '@/app/_ui/words/callout';

export function ClockHeld({ at }: { at: string | null }) {
  if (at === null) return null;
  return (
    <Callout tone="problem" role="status">
      The site’s clock leapt to <Instant at={at} />. No round opens, closes or is revealed until an operator
      has looked at it. Submissions go on.
    </Callout>
  );
}
