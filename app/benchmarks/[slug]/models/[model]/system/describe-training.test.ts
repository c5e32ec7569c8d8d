import { describe, expect, it } from 'vitest';
import type { TrainingRunView } from '@/lib/contracts/training-run';
import { describeOutcome, describeTrainings, formatHours } from './describe-training';

const april = { round: 4, title: 'April' };

const make = (facts: Partial<TrainingRunView>): TrainingRunView => ({
  ...{ version: 'v1@3', image_version: 'v1', round: 3, title: 'March', rounds: [1, 2, 3], data_sha256: 'd' },
  ...{ state: 'frozen', code: null, queued_at: '2026-04-01T00:00:00.000Z', finished_at: null },
  ...{ hours: 0.4, hours_granted: 2, model_sha256: null, model_bytes: null, engine: null },
  ...{ next_round: null, in_time: null },
  ...facts,
});

const failed = make({ version: null, state: 'rejected', code: 'timeout', round: 3 });

describe('the sentence about trainings', () => {
  it('names the version, its data, its time and the round that it enters', () => {
    expect(describeTrainings([make({})])).toBe(
      'Version v1@3 was trained on 3 revealed rounds in 24 min, and enters the next round to open.',
    );
    expect(describeTrainings([make({ next_round: april, in_time: true, rounds: [3] })])).toBe(
      'Version v1@3 was trained on round 3 in 24 min, and enters April.',
    );
  });

  it('names the newest version even if a later training made none', () => {
    expect(describeTrainings([failed, make({ version: 'v1@2' })])).toBe(
      'Its training on 3 revealed rounds made no version: it reached its time limit. So v1@2 is still its newest version.',
    );
    expect(describeTrainings([failed])).toMatch(/So v1 is still its newest version\.$/);
  });

  it('reports that a version was late', () => {
    expect(describeTrainings([make({ next_round: april, in_time: false })])).toBe(
      'Version v1@3 wasn’t ready before April opened: it enters the round after that.',
    );
  });

  it('names the rounds whose data a running training uses', () => {
    expect(describeTrainings([make({ state: 'queued', version: null })])).toBe(
      'It is being trained on 3 revealed rounds.',
    );
  });
});

describe('the outcome of a training', () => {
  it('names the round before whose opening the version was frozen, or says that it was too late', () => {
    expect(describeOutcome(make({ next_round: april, in_time: true }))).toBe('frozen before April');
    expect(describeOutcome(make({ next_round: april, in_time: false }))).toBe('not ready before April');
  });

  it('names a fault in the version’s first predictions by its code', () => {
    expect(describeOutcome(make({ state: 'rejected', code: 'unknown_id' }))).toContain('(unknown_id)');
  });
});

it.each([
  [12 / 3_600, '12 s'],
  [0.4, '24 min'],
  [1.5, '1 h 30 min'],
  [2, '2 h'],
])('%f hours are %s', (hours, text) => {
  expect(formatHours(hours)).toBe(text);
});
