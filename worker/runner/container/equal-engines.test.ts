import { describe, expect, it } from 'vitest';
import { findTestEngine } from '@/testing/provide-containers';
import { onThisMachine } from '../choose-container-runner';
import { floatingPerl, manyCount, manyInputs, writePerlLayer } from './testing/perl-image';
import { makeSiteOfOneRun, readRunOnLease } from './testing/site-of-one-run';
import { testLimits } from './testing/unpack-base';
import { writeDockerArchive } from './testing/write-image';

const runsc = await findTestEngine('runsc');
const runc = await findTestEngine('runc');

describe.skipIf(!runsc || !runc)('runs of one image on two container engines', () => {
  it('return the same bytes of predictions', async () => {
    if (!runsc || !runc) throw new Error('a test that should have been skipped');
    const config = { Entrypoint: ['/bin/perl', '-e', floatingPerl] };
    const image = writeDockerArchive({ layers: [await writePerlLayer()], config });
    const asked = { input: manyInputs, limits: testLimits, faultsAs: 'codes', isHidden: true } as const;
    const [inRunsc, inRunc] = await Promise.all(
      [runsc, runc].map(async (engine) =>
        readRunOnLease(await makeSiteOfOneRun(image, asked), onThisMachine(engine)),
      ),
    );
    expect(inRunsc?.split('\n')).toHaveLength(manyCount + 2);
    expect(inRunc).toBe(inRunsc);
  });
});
