import { describe, expect, it } from 'vitest';
import { auditActorKinds, auditActs, isPublicAct, type PublicAct } from './audit-act';
import { describeAct, describeActor, type RecordedAct } from './describe-act';

const round = {
  number: 4,
  title: 'April',
  root: 'ab'.repeat(32),
  archive: [
    { name: 'archive.json', byteCount: 10, sha256: '11'.repeat(32) },
    { name: 'flights-round-4.zip', byteCount: 10, sha256: '22'.repeat(32) },
  ],
};
const recordOf = (act: PublicAct, more: Partial<RecordedAct> = {}): RecordedAct => ({
  act,
  actorKind: 'maintainer',
  round,
  detail: {},
  ...more,
});
const publicActs = (Object.keys(auditActs) as (keyof typeof auditActs)[]).filter(isPublicAct);

describe('describeAct', () => {
  it.each(publicActs)('writes one complete sentence for %s, with and without round and details', (act) => {
    for (const actorKind of auditActorKinds)
      for (const given of [round, null]) {
        const { sentence, facts } = describeAct(recordOf(act, { actorKind, round: given }));
        expect(sentence).toMatch(/^[A-Z].*[^\s.,]\.$/s);
        expect(sentence).not.toMatch(/undefined|null|NaN| {2}/);
        expect(facts.every(({ value }) => value !== '')).toBe(true);
      }
  });

  it('states the Merkle root when a round is sealed, and the old root when a round is replaced', () => {
    const root = 'cd'.repeat(32);
    expect(describeAct(recordOf('round_sealed', { detail: { root, item_count: 41208 } })).facts).toEqual([
      { name: 'Commitment', kind: 'hash', value: root },
      { name: 'Items', kind: 'words', value: '41,208' },
    ]);
    const { sentence, facts } = describeAct(
      recordOf('round_replaced', { detail: { replaced_by: 5, root: null } }),
    );
    expect(sentence).toBe(
      'Round 4, April was replaced by round 5 before it opened; its commitment remains public.',
    );
    expect(facts).toEqual([{ name: 'Old commitment', kind: 'hash', value: round.root }]);
  });

  it('states when a rotation was due, not when it was executed', () => {
    const detail = { due_at: '2026-05-01T09:00:00.000Z' };
    for (const act of ['round_opened', 'round_closed', 'rotation_slept_over', 'refresh_overdue'] as const)
      expect(describeAct(recordOf(act, { actorKind: 'scheduler', detail })).facts).toContainEqual({
        name: 'Due',
        kind: 'instant',
        value: detail.due_at,
      });
  });

  it('quotes the reason of a freeze and of an invalidation', () => {
    const reason = '<b>Labels</b> were\nseen';
    for (const act of ['round_frozen', 'round_invalidated', 'erratum_published'] as const)
      expect(describeAct(recordOf(act, { detail: { reason } })).facts).toContainEqual({
        name: 'Reason',
        kind: 'words',
        value: reason,
      });
  });

  it('states the hashes of the archive when a round is revealed', () => {
    expect(describeAct(recordOf('round_revealed')).facts.map(({ value }) => value)).toEqual([
      round.root,
      '22'.repeat(32),
      '11'.repeat(32),
    ]);
  });

  it('names the actor by role, and speaks of two people for an invalidation and for the withdrawal of a team', () => {
    expect(describeActor({ act: 'round_frozen', actorKind: 'maintainer' })).toBe('a maintainer');
    expect(describeActor({ act: 'round_opened', actorKind: 'scheduler' })).toBe('the schedule');
    expect(describeActor({ act: 'round_sealed', actorKind: 'scorer' })).toBe('the scorer');
    expect(describeActor({ act: 'round_invalidated', actorKind: 'maintainer' })).toBe('two maintainers');
    expect(describeActor({ act: 'team_withdrawn', actorKind: 'operator' })).toBe(
      'a maintainer and an operator',
    );
  });

  it('states the share of the feedback split in per cent', () => {
    const { facts } = describeAct(recordOf('feedback_policy_changed', { detail: { feedback_share: 0.3 } }));
    expect(facts).toEqual([{ name: 'Feedback split', kind: 'words', value: '30\u00a0% of the items' }]);
  });
});
