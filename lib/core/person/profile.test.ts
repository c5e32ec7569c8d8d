import { describe, expect, it } from 'vitest';
import { isOrcid, selectShown } from './profile';

describe('an ORCID', () => {
  // The identifiers are examples from ORCID's documentation.
  it.each(['0000-0002-1825-0097', '0000-0001-5109-3700', '0000-0002-1694-233X'])('accepts %s', (orcid) => {
    expect(isOrcid(orcid)).toBe(true);
  });

  it.each(['0000-0002-1825-0098', '0000-0002-1694-2330', '0000000218250097', '0000-0002-1825-009', ''])(
    'rejects %j, whose checksum or form is wrong',
    (orcid) => {
      expect(isOrcid(orcid)).toBe(false);
    },
  );
});

describe('the public part of a profile', () => {
  it('has the fields that the person has made public, and no other', () => {
    const profile = { name: 'Ada', affiliation: 'North', orcid: '0000-0002-1825-0097', link: null };
    expect(selectShown(profile, ['name', 'link'])).toEqual({
      name: 'Ada',
      affiliation: null,
      orcid: null,
      link: null,
    });
    expect(selectShown(profile, [])).toEqual({ name: null, affiliation: null, orcid: null, link: null });
  });
});
