import { Callout } from '@/app/_ui/words/callout';

/** Who finds a benchmark that isn't listed. @param waits where an operator lists what is new */
export function UnlistedNote({ isListed, waits }: { isListed: boolean; waits: boolean }) {
  if (isListed) return null;
  return (
    <Callout tone="note" role={waits ? 'status' : undefined}>
      This benchmark is unlisted: it works for everyone who has its address, and is in no list and no feed.
      {waits && ' Your first benchmark is listed once an operator of this site has looked at it.'}
    </Callout>
  );
}
