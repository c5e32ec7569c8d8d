import { generateIdentity, identityToRecipient } from 'age-encryption';
import { fingerprintOf, formatRunnerKey } from '@/adapters/sealing/runner-key';
import { acceptsTinyModels } from '@/testing/tiny-models';
import { makeIdentity } from '@/worker/vault/identity';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './fixtures';
import { apiOf, bodyOf, createToken, runAdmin } from './site';

const slug = 'runs-where-we-say';

async function makeKey(): Promise<string> {
  const secret = await generateIdentity();
  const { publicKey } = await makeIdentity(secret);
  return formatRunnerKey({ recipient: await identityToRecipient(secret), publicKey });
}

test('maintainers choose the runners that read hidden inputs, and get one of their own from the operator', async ({
  maintainer,
  request,
}) => {
  const api = apiOf(request, await createToken('maintainer@example.org', 'Maintainer'));
  await bodyOf(
    await api.post('/benchmarks', {
      ...{ slug, title: 'Runs where we say', task: 'binary', classes: ['no', 'yes'], metric: 'accuracy' },
      ...{ ...acceptsTinyModels, inputs: 'hidden' },
    }),
  );
  const runners = maintainer.locator('#runners');
  const key = await makeKey();

  await test.step('the rules name the site’s runner', async () => {
    await maintainer.goto(`/benchmarks/${slug}/rules`);
    await expect(
      maintainer.getByText(/^own-\w+ \(the site’s own\)\. A runner gets models and hidden inputs/),
    ).toBeVisible();
  });

  await test.step('they ask for one, whose key has to have the usual form', async () => {
    await maintainer.goto(`/maintain/${slug}/settings`);
    await runners.getByText('Ask for a runner of your own').click();
    await runners.getByLabel('Name of the runner').fill('hospital');
    await runners.getByLabel('Place').fill('University Hospital, room 2');
    await runners.getByLabel('Public key').fill('age1no');
    await runners.getByRole('button', { name: 'Ask for it' }).click();
    await expect(runners.getByText(/give the line that/).first()).toBeVisible();
    await runners.getByLabel('Public key').fill(key);
    await runners.getByRole('button', { name: 'Ask for it' }).click();
    await expect(runners.getByText(/hospital \(University Hospital, room 2\) waits/)).toBeVisible();
    await expectAccessible(maintainer);
  });

  await test.step('the operator registers it by the fingerprint that they say', async () => {
    const [, id = ''] = /request (\S+): hospital/.exec(runAdmin('list-runners')) ?? [];
    expect(runAdmin('add-runner', '--request', id, '--fingerprint', fingerprintOf(key))).toContain('tdm_');
    await maintainer.reload();
    await expect(runners.getByText(/room 2; .*for this benchmark alone/)).toBeVisible();
  });

  await test.step('they trust it alone, and the rules say so', async () => {
    // A box that is ticked while the page isn't interactive yet may be lost.
    await expect(async () => {
      await maintainer.goto(`/maintain/${slug}/settings`);
      await runners.getByLabel('hospital').check();
      await runners.getByRole('button', { name: 'Save the runners' }).click();
      await expect(maintainer.getByText('Saved.')).toBeVisible({ timeout: 10_000 });
      await maintainer.goto(`/benchmarks/${slug}/rules`);
      await expect(
        maintainer.getByText(
          /^hospital \(University Hospital, room 2\)\. A runner gets models and hidden inputs/,
        ),
      ).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await maintainer.goto(`/benchmarks/${slug}/changelog`);
    await expect(maintainer.getByText('hospital', { exact: true })).toBeVisible();
  });
});
