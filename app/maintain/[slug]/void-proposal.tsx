import { Callout } from '@/app/_ui/words/callout';

/** In the place of a consent, where whoever proposed has lost the role. */
export const VoidProposal = () => (
  <Callout tone="caution">
    <b className="font-semibold">Void.</b> Whoever proposed it is no maintainer any more. It can only be
    dropped.
  </Callout>
);
