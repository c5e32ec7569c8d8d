import { afterEach, expect, it } from 'vitest';
import type { WebPlatform } from '@/adapters/web-platform';
import { findAttackExhibit } from './find-attack-exhibit';

afterEach(() => {
  globalThis.tidemarkWebPlatform = undefined;
});

/** As another bundle of the same module makes it. */
class ObjectMissing extends Error {
  override readonly name = 'ObjectMissing';
}

const storeThat = (fails: Error) =>
  ({ objects: { open: () => Promise.reject(fails) } }) as unknown as WebPlatform;

it('finds none on a site without a demo, whoever of the process’s bundles opens the object', async () => {
  globalThis.tidemarkWebPlatform = storeThat(new ObjectMissing('no object'));
  expect(await findAttackExhibit()).toBeNull();
});

it('doesn’t take a store that fails for one', async () => {
  globalThis.tidemarkWebPlatform = storeThat(new Error('the disk is gone'));
  await expect(findAttackExhibit()).rejects.toThrow('the disk is gone');
});
