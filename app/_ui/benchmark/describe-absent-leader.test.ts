import { expect, test } from 'vitest';
import { describeAbsentLeader } from './describe-absent-leader';

test('an open round has no ranking yet, one that has just closed will have one, and one without models ranks nobody', () => {
  const said = (newest_closed_round: object | null, lead: object | null) =>
    describeAbsentLeader({ lead, benchmark: { newest_closed_round } });
  expect([said(null, null), said({}, null), said({}, { leader: null })]).toEqual([
    'no official ranking yet',
    'its ranking is being made',
    'nobody is ranked',
  ]);
});
