import { Callout } from '@/app/_ui/words/callout';

/** Where an operator lists what is new. */
export function UnlistedNote({ waits }: { waits: boolean }) {
  if (!waits) return null;
  return (
    <Callout tone="note" role="status">
      This benchmark is unlisted: it works for whoever has its address, and stands in no list and no feed.
      Your first benchmark is listed once an operator of this site has looked at it.
    </Callout>
  );
}
