import { describe, expect, it } from 'vitest';
import { newDisclosureSchema } from '@/lib/contracts/disclosure';
import { undisclosed } from '@/lib/core/model/disclosure';
import { composeDisclosure, emptyDisclosure, fieldOfLink } from './compose-disclosure';

const links = { ...emptyDisclosure.links, code: ' https://example.org/code ', page: 'https://example.org/' };

describe('the disclosure form', () => {
  it('sends empty fields as undisclosed', () => {
    expect(newDisclosureSchema.parse(composeDisclosure(emptyDisclosure))).toEqual(undisclosed);
  });

  it('sends filled-in fields in the shape of the API', () => {
    const draft = {
      training_cutoff: ' 2026-02 ',
      external_data: 'none',
      parameters: '1,200 000',
      licence: 'MIT',
      openness: { code: 'open', weights: '', training_data: 'closed' },
      links,
      notes: ' as typed\n',
    } as const;
    expect(newDisclosureSchema.parse(composeDisclosure(draft))).toEqual({
      training_cutoff: '2026-02',
      external_data: 'none',
      parameters: 1_200_000,
      licence: 'MIT',
      openness: { code: 'open', weights: null, training_data: 'closed' },
      links: [
        { kind: 'code', url: 'https://example.org/code' },
        { kind: 'page', url: 'https://example.org/' },
      ],
      notes: ' as typed\n',
    });
  });

  it.each(['about 7', '1.5e6', '-3'])(
    'sends the malformed number %s, which the API rejects',
    (parameters) => {
      const sent = composeDisclosure({ ...emptyDisclosure, parameters });
      expect(newDisclosureSchema.safeParse(sent).error?.issues.map(({ path }) => path)).toEqual([
        ['parameters'],
      ]);
    },
  );

  it('names a link by its index among the links that are sent', () => {
    expect(fieldOfLink({ links }, 'code')).toBe('disclosure.links.0');
    expect(fieldOfLink({ links }, 'page')).toBe('disclosure.links.1');
    expect(fieldOfLink({ links }, 'paper')).toBeNull();
  });
});
