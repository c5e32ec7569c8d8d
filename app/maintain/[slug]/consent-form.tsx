import { Callout } from '@/app/_ui/words/callout';

/** In the place of a consent, where whoever proposed has lost the role. */
export const VoidProposal = () => (
  <Callout tone="caution">
    <b className="font-semibold">Void.</b> The person who proposed it is no longer a maintainer. It can only
    be dropped.
  </Callout>
);
