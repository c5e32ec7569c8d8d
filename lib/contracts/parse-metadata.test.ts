import { describe, expect, it } from 'vitest';
import { newBenchmarkSchema } from './benchmark';
import { newLeakReportSchema } from './moderation';
import { parseWith, refuseStrayFields } from './parse-metadata';
import { newScheduleSchema } from './schedule';

const owls = { slug: 'owls', title: 'Owls', task: 'regression', metric: 'mae' };

const faultOf = (result: ReturnType<typeof parseWith>) =>
  result.ok || result.error.kind !== 'invalid_request'
    ? null
    : result.error.faults.map(({ field, detail }) => `${field}: ${detail}`).join('; ');

describe('error message of a field', () => {
  it.each([
    [{ quota_per_round: '0' }, 'quota_per_round: give 1 or more'],
    [{ quota_per_round: '1001' }, 'quota_per_round: give 1,000 or less'],
    [{ quota_per_day: '1.5' }, 'quota_per_day: give a whole number'],
    [{ quota_per_day: 'three' }, 'quota_per_day: give a number'],
    [{ feedback_share: 0.95 }, 'feedback_share: give 0 % to 90 % of the items, as a share from 0 to 0.9'],
    [{ title: 'Ow' }, 'title: give at least 3 characters'],
    [{ title: undefined }, 'title: it is missing'],
    [{ accepts: [] }, 'accepts: give at least one'],
    [{ task: 'ranking' }, 'task: give one of binary, multiclass, regression, text'],
  ])('explains the fault of a benchmark field in the site’s own words: %j', (wishes, fault) => {
    expect(faultOf(parseWith(newBenchmarkSchema, { ...owls, ...wishes }))).toBe(fault);
  });

  it.each([
    [{ kind: 'monthly', day: '0', time: '09:00' }, 'schedule.cadence.day: give 1 or more'],
    [
      { kind: 'days', every: '400', from: '2026-01-01', time: '09:00' },
      'schedule.cadence.every: give 366 or less',
    ],
    [{ kind: 'dates', dates: [] }, 'schedule.cadence.dates: give at least one'],
  ])('explains the fault of a schedule field in the site’s own words: %j', (cadence, fault) => {
    expect(faultOf(parseWith(newScheduleSchema, { schedule: { cadence, time_zone: 'UTC' } }))).toBe(fault);
  });

  it('reports a fault once for all elements of a list that have it', () => {
    const features = Array.from({ length: 64 }, (_, i) => ({ name: `f${i}` }));
    const model_signature = {
      input: { kind: 'one-tensor', shape: [64], features },
      output: { kind: 'number' },
    };
    expect(faultOf(parseWith(newBenchmarkSchema, { ...owls, accepts: ['onnx'], model_signature }))).toBe(
      'model_signature.input.features.0.type: give number, or category with its categories (and 63 more like it)',
    );
  });

  it('reports the schema’s own message if there is one', () => {
    expect(faultOf(parseWith(newBenchmarkSchema, { ...owls, slug: 'Owls!' }))).toMatch(/lower-case letters/);
  });

  it('states the minimum length if a report is too short', () => {
    expect(faultOf(parseWith(newLeakReportSchema, { text: 'short' }))).toBe(
      'text: give at least 10 characters',
    );
  });
});

describe('multipart form with unexpected fields', () => {
  it('refuses misplaced fields, and names where each belongs, as an option of curl, or how to request a dry run', () => {
    expect(refuseStrayFields({ metadata: '{}' })).toBeNull();
    expect(refuseStrayFields({ title: 'May', dry_run: 'true', 'DRY-RUN': '1' })).toMatchObject({
      error: {
        kind: 'invalid_request',
        faults: [
          { field: 'title', detail: expect.stringContaining(`-F 'metadata={"title":"May"}'`) },
          { field: 'dry_run', detail: expect.stringContaining('?dry_run=true') },
          { field: 'DRY-RUN', detail: expect.stringContaining('?dry_run=true') },
        ],
      },
    });
  });
});
