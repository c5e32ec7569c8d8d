import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { chooseSandbox, decideRunner } from './choose-sandbox';

describe('sandbox of a runner', () => {
  it('runs models natively only after it passed every trial; otherwise models run only for a site on loopback', () => {
    for (const from of ['loopback', 'elsewhere'] as const)
      expect(decideRunner([], from)).toEqual({ ok: true, value: 'native' });
    for (const failed of [undefined, ['network']]) {
      expect(decideRunner(failed, 'loopback')).toEqual({ ok: true, value: 'wasm' });
      expect(decideRunner(failed, 'elsewhere')).toEqual({ ok: false, error: 'no_sandbox' });
    }
  });

  it('may be WebAssembly only for a site that only this machine can reach', async () => {
    const choose = (site: string, reachableFrom: 'loopback' | 'elsewhere') =>
      chooseSandbox(
        { engine: 'wasm', site: new URL(site), reachableFrom, folder: undefined },
        pino({ level: 'silent' }),
      );
    expect(await choose('http://127.0.0.1:3000', 'loopback')).toEqual({
      runner: { kind: 'wasm' },
      failedTrials: [],
    });
    // A site behind a proxy on this machine listens on loopback, and is still reachable from elsewhere.
    await expect(choose('http://127.0.0.1:3000', 'elsewhere')).rejects.toThrow('WebAssembly');
    await expect(choose('https://tidemark.example.org', 'loopback')).rejects.toThrow('WebAssembly');
  });
});
