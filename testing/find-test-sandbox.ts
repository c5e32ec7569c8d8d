import { findSandboxFacts, runBriefly, type SandboxFacts } from '@/worker/runner/sandbox-facts';

/**
 * The sandbox of this machine for tests, where it can have one at all: some containers have bubblewrap and let nobody make a
 * namespace. That is asked of bubblewrap with a few words of its own, so that a sandbox of ours that doesn't start fails its tests.
 */
export async function findTestSandbox(): Promise<SandboxFacts | undefined> {
  const facts = await findSandboxFacts();
  const words = [
    '--unshare-all',
    '--unshare-user',
    '--disable-userns',
    '--uid',
    '65534',
    '--ro-bind',
    '/',
    '/',
  ];
  const said = facts && (await runBriefly(facts.bubblewrap, [...words, '--', '/bin/echo', 'yes']));
  return said === 'yes\n' ? facts : undefined;
}
