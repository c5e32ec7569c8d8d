import { Callout } from '@/app/_ui/words/callout';
import { findProblemTitle } from '@/lib/contracts/problem';

/** What came of a form that led back to its page. */
export function WhatCameOfIt({ query }: { query: Readonly<Record<string, string | string[] | undefined>> }) {
  const refused = typeof query.refused === 'string' ? findProblemTitle(query.refused) : null;
  if (refused !== null)
    return (
      <Callout tone="problem" role="alert">
        The test set was refused: {refused}. The one before is kept.
      </Callout>
    );
  if ('saved' in query)
    return (
      <Callout tone="note" role="status">
        Saved.
      </Callout>
    );
  if ('replaced' in query)
    return (
      <Callout tone="note" role="status">
        The new file is here. Its check is shown below as soon as it is done.
      </Callout>
    );
  return 'asked' in query ? (
    <Callout tone="note" role="status">
      The scorer is busy: the new close is shown here as soon as it is set.
    </Callout>
  ) : null;
}
