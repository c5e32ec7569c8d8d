import { describe, expect, it } from 'vitest';
import { parseRound, parseRoundIn, type RoundRecord } from './parse-round';
import { roundStates } from './round-state';

const at = (day: number): Date => new Date(Date.UTC(2026, 2, day));

const draft: RoundRecord = {
  roundId: 'r1',
  benchmarkId: 'b1',
  number: 1,
  queueOrder: 1,
  replacesRoundId: null,
  title: 'March',
  state: 'draft',
  createdAt: at(1),
  testSetByteCount: 1,
  testSetSealedSha256: 'secret-value',
  secondaryMetrics: null,
  accepts: null,
  quotaPerRound: null,
  quotaPerDay: null,
  opensAt: null,
  closesAt: null,
  openedAt: null,
  checkedAt: null,
  checkReport: null,
  sealedAt: null,
  itemCount: null,
  feedbackCount: null,
  finalCount: null,
  scorerVersion: null,
  feedbackPolicy: null,
  feedbackCap: null,
  commitment: null,
  closedAt: null,
  frozenAt: null,
  frozenFrom: null,
  freezeReason: null,
  invalidatedAt: null,
  invalidationReason: null,
  revealedAt: null,
  archive: null,
};

const checkReport: RoundRecord['checkReport'] = {
  format: 'csv',
  itemCount: 4,
  inputColumns: [],
  hasGroup: false,
  hasDate: false,
  sliceColumns: [],
  classSharePercent: {},
  duplicateIdCount: 0,
  emptyLabelCount: 0,
  problemCount: 0,
  problems: [],
  checks: [],
};

const sealed: RoundRecord = {
  ...draft,
  state: 'sealed',
  checkedAt: at(1),
  checkReport,
  sealedAt: at(2),
  itemCount: 4,
  feedbackCount: 1,
  finalCount: 3,
  scorerVersion: '1',
  feedbackPolicy: 'exact',
  secondaryMetrics: [],
  commitment: {
    root: 'root',
    item_count: 4,
    feedback_count: 1,
    final_count: 3,
    metric: 'accuracy',
    scorer_version: '1',
    sealed_at: at(2).toISOString(),
    log_loss_clip: 0.0001,
    inputs_order: 'drawn',
    schedule: { opens_at: null, closes_at: null, cadence: { kind: 'none' }, time_zone: 'UTC' },
  },
};

const open: RoundRecord = {
  ...sealed,
  state: 'open',
  opensAt: at(3),
  openedAt: at(3),
  closesAt: at(9),
  accepts: ['predictions'],
  quotaPerRound: 20,
  quotaPerDay: 3,
};

const closed: RoundRecord = { ...open, state: 'closed', closedAt: at(9) };

const freeze = { frozenAt: at(5), freezeReason: 'a leak' } as const;

const invalidation = { invalidatedAt: at(6), invalidationReason: 'labels are out' } as const;

const frozen: RoundRecord = { ...open, ...freeze, state: 'frozen', frozenFrom: 'open' };

const whole: readonly RoundRecord[] = [
  draft,
  { ...draft, checkedAt: at(1), checkReport, opensAt: at(3) },
  sealed,
  open,
  closed,
  { ...closed, state: 'revealed', revealedAt: at(20), archive: [] },
  frozen,
  { ...closed, ...freeze, state: 'frozen', frozenFrom: 'closed' },
  { ...frozen, ...invalidation, state: 'invalidated' },
  { ...sealed, ...invalidation, state: 'invalidated' },
];

describe('parseRound', () => {
  it('returns a round whose facts belong to its state, unchanged', () => {
    for (const record of whole) expect(parseRound(record)).toEqual(record);
    expect(new Set(whole.map(({ state }) => state))).toEqual(new Set(roundStates));
  });

  it('accepts a round with and without a feedback cap', () => {
    expect(parseRound(open)).toMatchObject({ feedbackCap: null });
    expect(parseRound({ ...open, feedbackCap: 3 })).toMatchObject({ feedbackCap: 3 });
  });

  it('refuses a round that lacks any fact of its state', () => {
    const facts = {
      sealed: [
        'checkReport',
        'sealedAt',
        'itemCount',
        'feedbackCount',
        'finalCount',
        'feedbackPolicy',
        'commitment',
        'secondaryMetrics',
      ],
      open: ['openedAt', 'closesAt', 'accepts', 'quotaPerRound', 'quotaPerDay'],
      closed: ['closedAt'],
      revealed: ['revealedAt', 'archive'],
      frozen: ['frozenAt', 'frozenFrom', 'freezeReason', 'openedAt'],
      invalidated: ['invalidatedAt', 'invalidationReason', 'scorerVersion'],
    } as const;
    for (const [state, names] of Object.entries(facts))
      for (const record of whole.filter((round) => round.state === state))
        for (const name of names) {
          if (record[name] === null) continue;
          expect(() => parseRound({ ...record, [name]: null }), `${state} ${name}`).toThrow(
            `r1 has no ${name}`,
          );
        }
  });

  it('refuses a round that has a fact of another state', () => {
    expect(() => parseRound({ ...draft, sealedAt: at(2) })).toThrow('draft round r1 already has sealedAt');
    expect(() => parseRound({ ...sealed, openedAt: at(3) })).toThrow('already has openedAt');
    expect(() => parseRound({ ...open, closedAt: at(4) })).toThrow('already has closedAt');
    expect(() => parseRound({ ...closed, archive: [] })).toThrow('already has archive');
    expect(() => parseRound({ ...frozen, closedAt: at(4) })).toThrow('already has closedAt');
    expect(() => parseRound({ ...frozen, ...invalidation })).toThrow('already has invalidatedAt');
  });

  it('refuses a round that was frozen in a state that can’t be frozen', () => {
    expect(() => parseRound({ ...frozen, frozenFrom: 'draft' })).toThrow('r1 was frozen while draft');
  });

  it('quotes no value of an invalid round in the error', () => {
    expect(() => parseRound({ ...open, closesAt: null })).toThrow(/^the open round r1 has no closesAt$/);
  });

  it('refuses a round in another state than requested', () => {
    expect(parseRoundIn(open, 'open', 'closed').openedAt).toEqual(at(3));
    expect(() => parseRoundIn(closed, 'open', 'sealed')).toThrow('round r1 is closed, not open or sealed');
  });
});
