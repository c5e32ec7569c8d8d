/** In the place of a consent, where whoever proposed has lost the role. */
export const VoidProposal = () => (
  <p className="text-small text-ink-2">
    Void: whoever proposed it is no maintainer any more. It can only be dropped.
  </p>
);
