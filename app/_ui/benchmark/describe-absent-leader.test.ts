import { expect, test } from 'vitest';
import { describeAbsentLeader } from './describe-absent-leader';

test('an open round has no ranking yet, one that has just closed will have one, and one without models ranks nobody', () => {
  const closed = { number: 2, title: 'May', state: 'closed' } as const;
  const lead = { metric: 'accuracy', entered: 0, rankedCount: 0, tiedCount: 0, leader: null } as const;
  const said = (newest_closed_round: typeof closed | null, of: typeof lead | null) =>
    describeAbsentLeader({ lead: of, benchmark: { newest_closed_round } } as never);
  expect([said(null, null), said(closed, null), said(closed, lead)]).toEqual([
    'no official ranking yet',
    'its ranking is being made',
    'nobody is ranked',
  ]);
});
