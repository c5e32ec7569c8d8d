import { describe, expect, it } from 'vitest';
import { parseSubmissionQuery } from './submission';

const parse = (query: string) => parseSubmissionQuery(new URLSearchParams(query));

const codes = (query: string) => {
  const parsed = parse(query);
  if (parsed.ok || parsed.error.kind !== 'invalid_request') return [];
  return parsed.error.faults.map(({ code }) => code);
};

describe('dry-run parameter of a submission', () => {
  it.each([
    'dry_run=true',
    'dry_run=TRUE',
    'dry_run=True',
    'dry_run=1',
    'dry_run=yes',
    'dry_run=on',
    'dry_run=',
    'dry_run',
    'dry_run=%20true%20',
  ])('requests a dry run by ?%s', (query) => {
    expect(parse(query)).toEqual({ ok: true, value: { dryRun: true } });
  });

  it.each(['', 'dry_run=false', 'dry_run=0', 'dry_run=No'])('requests a real submission by ?%s', (query) => {
    expect(parse(query)).toEqual({ ok: true, value: { dryRun: false } });
  });

  it.each([
    ['dry_run=ture', 'not_a_boolean'],
    ['dry_run=2', 'not_a_boolean'],
    ['dry_run=false&dry_run=true', 'given_twice'],
    ['dryrun=true', 'unknown_parameter'],
    ['dry-run=1', 'unknown_parameter'],
    ['Dry_Run=true', 'unknown_parameter'],
    ['dry_run=false&validate=true', 'unknown_parameter'],
    ['dry_run%5B%5D=true', 'unknown_parameter'],
    ['dry_run%20=true', 'unknown_parameter'],
  ])('refuses ?%s', (query, code) => {
    expect(codes(query)).toEqual([code]);
  });
});
