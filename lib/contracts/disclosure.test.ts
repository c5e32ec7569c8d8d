import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { type Disclosure, type PublicDisclosure, undisclosed } from '@/lib/core/model/disclosure';
import { type disclosureSchema, newDisclosureSchema, type publicDisclosureSchema } from './disclosure';
import { describeIssue } from './parse-metadata';
import { newSubmissionSchema } from './submission';

const faultsOf = (disclosure: unknown) =>
  newSubmissionSchema
    .safeParse({ model: 'a', disclosure }, { error: describeIssue })
    .error?.issues.map(({ path, message }) => [path.join('.'), message]);

const whole: Disclosure = {
  training_cutoff: '2026-02-28',
  external_data: 'Weather of all airports',
  parameters: 1_200_000,
  licence: 'Apache-2.0 OR MIT',
  links: [{ kind: 'paper', url: 'https://example.org/paper.pdf' }],
  openness: { code: 'open', weights: 'on-request', training_data: 'closed' },
  notes: 'Tuned by hand\non January.',
};

it('the schema of disclosures has exactly the items of lib/core', () => {
  expectTypeOf<z.output<typeof newDisclosureSchema>>().toExtend<Disclosure>();
  expectTypeOf<PublicDisclosure>().toExtend<z.output<typeof publicDisclosureSchema>>();
  expectTypeOf<Disclosure>().toExtend<z.output<typeof disclosureSchema>>();
});

describe('newDisclosureSchema', () => {
  it('accepts a complete disclosure unchanged', () => {
    expect(newDisclosureSchema.parse(whole)).toEqual(whole);
  });

  it.each([[{}], [{ notes: '' }], [{ openness: {} }], [{ links: [], licence: null }]])(
    'reads %j as “undisclosed”',
    (given) => {
      expect(newDisclosureSchema.parse(given)).toEqual(undisclosed);
    },
  );

  it('defaults to undisclosed for a submission without a disclosure', () => {
    expect(newSubmissionSchema.parse({ model: 'a' }).disclosure).toEqual(undisclosed);
  });

  it.each(['2026-02', '2024-02-29'])('accepts the training cut-off %s', (training_cutoff) => {
    expect(newDisclosureSchema.parse({ training_cutoff }).training_cutoff).toBe(training_cutoff);
  });

  it.each(['2026', '2026-13', '2026-02-30', '2026-2-3', 'March', '2026-03-01T00:00:00Z'])(
    'refuses the training cut-off %s and says how to fix it',
    (training_cutoff) => {
      expect(faultsOf({ training_cutoff })).toEqual([
        ['disclosure.training_cutoff', 'give a day like 2026-03-31 or a month like 2026-03'],
      ]);
    },
  );

  it.each([-1, 1.5, 2e15, '7', Number.NaN])('refuses %j as the number of parameters', (parameters) => {
    expect(faultsOf({ parameters })?.map(([field]) => field)).toEqual(['disclosure.parameters']);
  });

  it.each([
    'https://example.org',
    'https://example.org/',
    'https://xn--bcher-kva.example/a?b=c#d',
    'https://example.org:8443/x',
  ])('accepts the link %s', (url) => {
    expect(newDisclosureSchema.parse({ links: [{ kind: 'page', url }] }).links).toEqual([
      { kind: 'page', url },
    ]);
  });

  it.each([
    'http://example.org/',
    'javascript:alert(1)',
    'https:example.org/',
    'https://localhost/',
    'https://me:secret@example.org/',
    'https://exаmple.org/',
    'https://example.org/a b',
    'https://example.org/\u202etxt',
    '//example.org/',
    'example.org',
    `https://example.org/${'a'.repeat(300)}`,
  ])('refuses the link %s', (url) => {
    expect(faultsOf({ links: [{ kind: 'page', url }] })?.[0]?.[0]).toBe('disclosure.links.0.url');
  });

  it('refuses a sixth link, an unknown kind of link, an unknown value and an unknown level', () => {
    const link = { kind: 'page', url: 'https://example.org/' };
    expect(faultsOf({ links: Array.from({ length: 6 }, () => link) })?.[0]?.[0]).toBe('disclosure.links');
    expect(faultsOf({ links: [{ ...link, kind: 'film' }] })?.[0]?.[0]).toBe('disclosure.links.0.kind');
    expect(faultsOf({ secret: 1 })?.[0]).toEqual(['disclosure', 'nothing here is called secret']);
    expect(faultsOf({ openness: { code: 'yes' } })?.[0]?.[0]).toBe('disclosure.openness.code');
  });

  it.each([
    ['licence', 'MIT<script>'],
    ['licence', 'a'.repeat(81)],
    ['external_data', 'a\nb'],
    ['external_data', 'a'.repeat(201)],
    ['external_data', '\u202eab'],
    ['notes', 'a'.repeat(4001)],
    ['notes', 'a\0'],
  ])('refuses %s of %j', (field, text) => {
    expect(faultsOf({ [field]: text })?.map(([at]) => at)).toEqual([`disclosure.${field}`]);
  });
});
