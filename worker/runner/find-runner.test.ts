import { expect, it } from 'vitest';
import { decideRunner } from './find-runner';

it('runs models natively after a full pass only, and without one only on a site on loopback', () => {
  for (const from of ['loopback', 'elsewhere'] as const)
    expect(decideRunner([], from)).toEqual({ ok: true, value: 'native' });
  for (const failed of [undefined, ['network']]) {
    expect(decideRunner(failed, 'loopback')).toEqual({ ok: true, value: 'wasm' });
    expect(decideRunner(failed, 'elsewhere')).toEqual({ ok: false, error: 'no_sandbox' });
  }
});
