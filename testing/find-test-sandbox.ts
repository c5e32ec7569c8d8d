import { findSandboxFacts, runBriefly, type SandboxFacts } from '@/worker/runner/sandbox-facts';

/**
 * The sandbox of this machine for tests, where it can have one: some containers have bubblewrap but allow no namespaces. A
 * minimal bubblewrap command checks that, so that a faulty sandbox of the site fails its tests.
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
