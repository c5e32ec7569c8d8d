import { findContainerEngine } from '../find-engine';
import { runUnpacked } from '../run-container';
import { testLimits, unpackBase, withPerl } from './unpack-base';

// A test's runner that will be killed: it starts an endless program, prints where its files are, and waits.
async function runEndless(): Promise<void> {
  const engine = await findContainerEngine('runsc');
  if (!engine) return;
  const { image, folder } = await unpackBase(engine);
  console.log(folder);
  const input = { name: 'inputs.csv', bytes: new Uint8Array() } as const;
  await runUnpacked(
    withPerl(image, 'fork; 1 while 1'),
    { input, limits: testLimits, faultsAs: 'codes' },
    engine,
  );
}

void runEndless();
