import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { APIRequestContext, Page } from '@playwright/test';
import { ZipFile } from 'yazl';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './fixtures';
import { apiOf, bodyOf, runAdmin, until } from './site';

const slug = 'rounds-that-roll';
const title = 'Rounds that roll';
const itemCount = 200;
const copiedCount = 60;
const freezeReason = 'A file with our labels was seen on a public drive';
const leak = 'The labels of this round lie open on a drive: look for roll-answers.csv.';

type Item = { id: string; note: string; label: string };
type Round = {
  state: string;
  opened_at: string | null;
  closed_at: string | null;
  closes_at: string | null;
  commitment: { root: string; item_count: number };
  freshness: { state: string } | null;
};
type Archive = {
  items: Item[];
  evaluations: { model: string; scores: { final: { score: number } } }[];
};

/** Bytes that look random and are the same in every run. */
const bytesOf = (name: string): Buffer => createHash('sha256').update(name).digest();

const vocabulary = Array.from({ length: 256 }, (_, i) => bytesOf(`word ${i}`).toString('hex').slice(0, 6));

/** Sentences with few common words, so that a copy is unmistakable. */
function makeItems(name: string): Item[] {
  return Array.from({ length: itemCount }, (_, i) => {
    const bytes = bytesOf(`${name} ${i}`);
    return {
      id: `${name}${String(i).padStart(3, '0')}`,
      note: [...bytes.subarray(0, 14)].map((byte) => vocabulary[byte]).join(' '),
      label: bytes[20]! % 2 === 0 ? 'calm' : 'rough',
    };
  });
}

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const testSetOf = (items: readonly Item[]) =>
  `id,note,label\n${items.map(({ id, note, label }) => `${id},${note},${label}`).join('\n')}\n`;
const other = (label: string) => (label === 'calm' ? 'rough' : 'calm');
/** Predictions that are wrong for one item of `every`, on average. */
const predictionsOf = (items: readonly Item[], every: number) =>
  `id,prediction\n${items
    .map(({ id, label }) => `${id},${bytesOf(`${id} ${every}`)[0]! % every === 0 ? other(label) : label}`)
    .join('\n')}\n`;

const first = makeItems('first');
const second = makeItems('second');
/** A hurried maintainer fills up the next test set with used items. */
const secondWithCopies = second.map((item, i) =>
  i < copiedCount ? { ...item, note: first[i]!.note } : item,
);
/** A careful maintainer finds a wrong label after the sealing. */
const secondCorrected = second.map((item, i) => (i === 7 ? { ...item, label: other(item.label) } : item));

const findRound = (request: APIRequestContext, number: number) =>
  apiOf(request, null).get(`/benchmarks/${slug}/rounds/${number}`);
const readRound = async (request: APIRequestContext, number: number) =>
  bodyOf<Round>(await findRound(request, number));

async function upload(page: Page, name: string, items: readonly Item[], replaces?: string): Promise<void> {
  await page.goto(`/maintain/${slug}`);
  await page.getByLabel('Title').fill(name);
  await page.getByLabel('Test set').setInputFiles(file('test-set.csv', testSetOf(items)));
  if (replaces) await page.getByLabel('Replaces').selectOption(replaces);
  await page.getByRole('button', { name: 'Upload and check' }).click();
}

async function seal(page: Page, name: string, number: number): Promise<Round> {
  await page.getByLabel('Give the items new ids').uncheck();
  await page.getByRole('button', { name: `Seal ${name}`, exact: true }).click();
  return until(async () => {
    const reply = await findRound(page.request, number);
    const round: Round | undefined = reply.ok() ? await reply.json() : undefined;
    return round?.state === 'sealed' && round;
  });
}

async function chooseFile(page: Page, model: string, predictions: string): Promise<void> {
  await page.goto(`/benchmarks/${slug}/submit`);
  await page.locator('input[type=file]').setInputFiles(file('predictions.csv', predictions));
  await page.getByLabel('Name').fill(model);
}

/** Drops a file onto the visible zone, like a mouse. */
async function drop(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, base64]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64!), (byte) => byte.charCodeAt(0))], fileName!));
      return data;
    },
    [name, Buffer.from(content).toString('base64')],
  );
  await page.getByTestId('drop-zone').dispatchEvent('drop', { dataTransfer: transfer });
}

/** The first whole minute that leaves time to open a round and submit to it. */
const soonestRotation = (now: number) => new Date(Math.ceil((now + 50_000) / 60_000) * 60_000);

test('rounds rotate by themselves, and a visitor recomputes a score', async ({
  maintainer,
  researcher,
  rival,
  page,
  request,
}) => {
  test.setTimeout(360_000);
  let due = new Date(0);
  let archiveText = '';

  await test.step('the maintainer creates a benchmark and seals a first test set', async () => {
    await maintainer.goto('/maintain/new');
    await maintainer.getByLabel('Title').fill(title);
    await maintainer.getByRole('textbox', { name: 'Address' }).fill(slug);
    await maintainer.getByLabel('Description').fill('Is the sea calm or rough?');
    await maintainer.getByRole('textbox', { name: 'Classes' }).fill('calm\nrough');
    await maintainer.getByLabel('Metric that ranks').selectOption('accuracy');
    await maintainer.locator('input[name=feedback_policy][value=exact]').check();
    await maintainer.getByRole('button', { name: /create/i }).click();
    await expect(maintainer).toHaveURL(`/maintain/${slug}`);
    await upload(maintainer, 'First', first);
    const { commitment } = await seal(maintainer, 'First', 1);
    expect(commitment).toMatchObject({
      root: expect.stringMatching(/^[0-9a-f]{64}$/),
      item_count: itemCount,
    });
  });

  await test.step('a second test set with items of the first is blocked, with the number of repeated items', async () => {
    await upload(maintainer, 'Second', secondWithCopies);
    const overlap = maintainer
      .getByRole('row')
      .filter({ has: maintainer.getByRole('cell', { name: 'block', exact: true }) });
    await expect(overlap).toHaveCount(1);
    await expect(overlap).toContainText('Items of earlier rounds');
    await expect(overlap).toContainText(String(copiedCount));
    await expect(maintainer.getByText(/Second is blocked: Items of earlier rounds/)).toBeVisible();
    await expect(maintainer.getByRole('button', { name: /^Seal/ })).toBeDisabled();
    await expectAccessible(maintainer);
  });

  await test.step('a new upload has new items, and is sealed', async () => {
    await upload(maintainer, 'Second anew', second);
    await seal(maintainer, 'Second anew', 3);
  });

  await test.step('a sealed round is corrected by replacing it; its commitment stays in the record', async () => {
    const before = await readRound(request, 3);
    await upload(maintainer, 'Second corrected', secondCorrected, '3');
    const { commitment } = await seal(maintainer, 'Second corrected', 4);
    expect(commitment.root).not.toBe(before.commitment.root);
    // A public response may be two seconds old.
    await expect
      .poll(() => readRound(request, 3))
      .toMatchObject({ state: 'invalidated', commitment: before.commitment });
    await page.goto(`/benchmarks/${slug}/rounds/3`);
    await expect(page.getByRole('note')).toContainText('withdrawn before it opened');
    await expect(page.locator('main')).toContainText(before.commitment.root);
  });

  await test.step('the maintainer sets dates by hand: a rotation within two minutes, and another far in the future', async () => {
    await maintainer.goto(`/maintain/${slug}/schedule`);
    await maintainer.locator('input[name=kind][value=dates]').check();
    await maintainer.getByLabel('Time zone').fill('UTC');
    due = soonestRotation(Date.now());
    const dates = [due, new Date(due.getTime() + 86_400_000)].map((date) =>
      date.toISOString().slice(0, 16).replace('T', ' '),
    );
    await maintainer.getByRole('textbox', { name: 'Dates' }).fill(dates.join('\n'));
    await expect(maintainer.getByTestId('rotations').getByRole('listitem')).toHaveCount(2);
    await maintainer.getByRole('button', { name: 'Save the schedule' }).click();
    await expect(maintainer.getByRole('status')).toContainText('Saved');
    await expectAccessible(maintainer);
  });

  await test.step('the maintainer opens the first round by hand; it is open until the rotation', async () => {
    await maintainer.goto(`/maintain/${slug}`);
    await maintainer.getByLabel('Publish its inputs and take submissions, until it closes.').check();
    await maintainer.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(maintainer.getByRole('button', { name: 'Close First now' })).toBeVisible();
    expect(await readRound(request, 1)).toMatchObject({ state: 'open', closes_at: due.toISOString() });
  });

  await test.step('two researchers submit; the receipt has the commitment’s Merkle root', async () => {
    const { commitment } = await readRound(request, 1);
    for (const [person, model, every] of [
      [researcher, 'One of two', 2],
      [rival, 'Nine of ten', 10],
    ] as const) {
      await chooseFile(person, model, predictionsOf(first, every));
      await person.getByRole('button', { name: /^Submit \(uses/ }).click();
      await expect(person.getByRole('heading', { name: /receipt/i })).toBeVisible();
      const receipt = await person.getByTestId('receipt').textContent();
      expect(receipt?.replaceAll(/\s/g, '')).toContain(commitment.root);
    }
    for (const person of [researcher, rival]) {
      await person.locator('a[href^="/submissions/"]').first().click();
      await expect(person.getByTestId('verdict')).toContainText(/\d \([\d.]+–[\d.]+\)/);
    }
  });

  await test.step('the schedule closes the first round and opens the second at the same instant', async () => {
    await until(async () => (await readRound(request, 4)).state === 'open');
    expect(await readRound(request, 1)).toMatchObject({ state: 'closed', closed_at: due.toISOString() });
    expect(await readRound(request, 4)).toMatchObject({
      opened_at: due.toISOString(),
      closes_at: new Date(due.getTime() + 86_400_000).toISOString(),
    });
    const rows = page.getByTestId('ranking-row');
    await expect(async () => {
      await page.goto(`/benchmarks/${slug}/rounds/1`);
      await expect(rows).toHaveCount(2, { timeout: 1_000 });
      await expect(page.locator('main')).toContainText(/official ranking/i, { timeout: 1_000 });
    }).toPass();
    for (const [place, model] of ['Nine of ten', 'One of two'].entries()) {
      await expect(rows.nth(place)).toContainText(model);
      // The paired tests find a significant difference. A tie mark is possible at the leader, with whom each tie begins.
      await expect(rows.nth(place).getByTestId('rank')).toHaveText(
        new RegExp(`^${place + 1}(, statistical tie for first)?$`),
      );
    }
    await page.goto(`/benchmarks/${slug}/submit`);
    await expect(page.locator('main')).toContainText('Second corrected');
  });

  await test.step('the first round is revealed', async () => {
    await maintainer.goto(`/maintain/${slug}`);
    const reveal = maintainer.getByRole('button', { name: 'Reveal First' });
    await maintainer.locator('form', { has: reveal }).getByRole('checkbox').check();
    await reveal.click();
    await until(async () => (await readRound(request, 1)).state === 'revealed');
  });

  await test.step('a visitor verifies the revealed round in the browser, and every check passes', async () => {
    await page.goto(`/benchmarks/${slug}/rounds/1/verify`);
    await page.getByRole('button', { name: 'Verify the published archive' }).click();
    await expect(page.getByText(/^This archive verifies: \d+ checks passed\.$/)).toBeVisible();
    const lines = page.getByTestId('checked-line');
    expect(await lines.count()).toBeGreaterThan(8);
    expect(await lines.filter({ hasText: /^Passed: / }).count()).toBe(await lines.count());
    await expectAccessible(page);
  });

  await test.step('the verification of an archive with one changed label fails and names the item', async () => {
    await page.goto(`/benchmarks/${slug}/rounds/1`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'archive.json' }).click();
    archiveText = await readFile(await (await downloading).path(), 'utf8');
    const archive: Archive = JSON.parse(archiveText);
    const victim = archive.items[42]!;
    victim.label = other(victim.label);
    await page.goto(`/benchmarks/${slug}/rounds/1/verify`);
    await page.getByText('Verify a copy of your own').click();
    await drop(page, 'archive.json', JSON.stringify(archive));
    await expect(page.getByText(/^This archive does not verify/)).toBeVisible();
    const namedItems = page
      .getByTestId('checked-line')
      .filter({ hasText: /^Failed: / })
      .getByTestId('finding')
      .filter({ hasText: /^first\d/ });
    await expect(namedItems).toHaveCount(1);
    await expect(namedItems).toContainText(victim.id);
    await expectAccessible(page);
    await drop(page, 'archive.json', archiveText);
    await expect(page.getByText(/^This archive verifies/)).toBeVisible();
  });

  await test.step('a zip with a forged label in items.csv fails, and one with a file less is incomplete, both in red', async () => {
    const call = `/api/v1/benchmarks/${slug}/rounds/1`;
    const { archive: listed }: { archive: { name: string }[] } = await (await request.get(call)).json();
    const fileOf = new Map<string, Buffer>();
    for (const { name } of listed)
      if (name !== 'archive.zip' && !name.startsWith('train.'))
        fileOf.set(name, await (await request.get(`${call}/archive/files/${name}`)).body());
    const forged = fileOf
      .get('items.csv')!
      .toString('utf8')
      .replace(/,(calm|rough),/, ',forged,');
    const verdict = page.getByRole('status').locator('b');
    for (const [items, words, named] of [
      [fileOf.get('items.csv')!, /^This archive verifies/, null],
      [Buffer.from(forged), /^This archive does not verify/, 'items.csv, '],
      [null, /^This verification is incomplete/, 'items.csv'],
    ] as const) {
      const zip = new ZipFile();
      for (const [name, bytes] of fileOf)
        if (name !== 'items.csv') zip.addBuffer(bytes, name);
        else if (items !== null) zip.addBuffer(items, name);
      zip.end();
      await drop(page, 'archive.zip', await buffer(zip.outputStream));
      await expect(verdict).toHaveText(words);
      await expect(verdict).toHaveClass(named === null ? /text-sea/ : /text-over/);
      if (named !== null)
        await expect(page.getByTestId('finding').filter({ hasText: named }).first()).toBeVisible();
      await expectAccessible(page);
    }
  });

  await test.step('a file scored in the browser has the published score, to the last digit', async () => {
    const archive: Archive = JSON.parse(archiveText);
    const published = archive.evaluations.find(({ model }) => model === 'Nine of ten')!.scores.final.score;
    await page.goto(`/benchmarks/${slug}/rounds/1/score`);
    await drop(page, 'predictions.csv', predictionsOf(first, 10));
    await page.getByRole('button', { name: 'All digits' }).click();
    await expect(page.getByTestId('score-final')).toHaveText(String(published));
    await expect(page.getByRole('status').filter({ hasText: 'unranked' })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('a visitor reports a leak of the open round; only its maintainers read it', async () => {
    await page.goto(`/benchmarks/${slug}/rounds/4/report`);
    await page.getByLabel('What you found').fill(leak);
    await page.getByRole('button', { name: 'Send the report' }).click();
    await expect(page.getByText('The report is saved')).toBeVisible();
    await maintainer.goto(`/maintain/${slug}/rounds/4`);
    await expect(maintainer.getByRole('article')).toContainText(leak);
    await expectAccessible(maintainer);
  });

  await test.step('the round is frozen: a submission is refused with the reason, and the round’s table is shown as stale', async () => {
    await chooseFile(researcher, 'In doubt', predictionsOf(secondCorrected, 4));
    const use = researcher.getByRole('button', { name: /^Submit \(uses/ });
    await expect(use).toBeEnabled();
    const freezing = { name: 'Freeze Second corrected now' };
    const form = maintainer.locator('form', { has: maintainer.getByRole('button', freezing) });
    await form.getByLabel('Reason').fill(freezeReason);
    await form.getByRole('button', freezing).click();
    await until(async () => (await readRound(request, 4)).state === 'frozen');
    expect((await readRound(request, 4)).freshness).toMatchObject({ state: 'stale' });
    // The badge shows the previous official ranking, which has other items.
    expect(await (await request.get(`/badge/${slug}.json`)).text()).not.toContain('stale');
    const answering = researcher.waitForResponse(
      (reply) =>
        reply.url().endsWith(`/benchmarks/${slug}/submissions`) && reply.request().method() === 'POST',
    );
    await use.click();
    expect(await (await answering).json()).toMatchObject({
      code: 'round_frozen',
      detail: expect.stringContaining(freezeReason),
    });
    await expect(researcher.locator('main')).toContainText(freezeReason);
    await page.goto(`/benchmarks/${slug}`);
    await expect(page.getByRole('note')).toContainText(freezeReason);
    await expectAccessible(page);
  });

  await test.step('mails have reached the teams and the maintainers', async () => {
    await expect(async () => {
      await page.goto('/inbox');
      for (const [subject, recipient] of [
        [`Second corrected is open: ${title}`, 'researcher@example.org'],
        [`The official ranking of First: ${title}`, 'rival@example.org'],
        [`Frozen: Second corrected, ${title}`, 'maintainer@example.org'],
        [`A leak is reported: Second corrected, ${title}`, 'maintainer@example.org'],
      ] as const)
        await expect(
          page.getByRole('article').filter({ hasText: subject }).filter({ hasText: recipient }).first(),
        ).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expect(page.locator('main')).not.toContainText('roll-answers.csv');
  });

  await test.step('the unfrozen round accepts the submission that it refused before', async () => {
    await maintainer.reload();
    await maintainer.getByRole('button', { name: 'Unfreeze' }).click();
    await until(async () => (await readRound(request, 4)).state === 'open');
    await chooseFile(researcher, 'In doubt', predictionsOf(secondCorrected, 4));
    await researcher.getByRole('button', { name: /^Submit \(uses/ }).click();
    await expect(researcher.getByRole('heading', { name: /receipt/i })).toBeVisible();
    await page.goto(`/benchmarks/${slug}`);
    await expect(page.getByRole('note')).toHaveCount(0);
  });

  await test.step('changelog, Atom feed and calendar have all events, and nothing of the leak report’s text', async () => {
    await page.goto(`/benchmarks/${slug}/changelog`);
    const sentences = [
      /sealed round 1, First/i,
      /opened round 4, Second corrected/i,
      /revealed round 1, First/i,
    ];
    for (const sentence of sentences) await expect(page.locator('main')).toContainText(sentence);
    await expect(page.locator('main')).toContainText(freezeReason);
    await expect(page.locator('main')).toContainText((await readRound(request, 3)).commitment.root);
    await expectAccessible(page);
    const feed = await (await request.get(`/benchmarks/${slug}/feed.atom`)).text();
    for (const sentence of sentences) expect(feed).toMatch(sentence);
    expect(feed).toContain(freezeReason);
    const calendar = await (await request.get(`/benchmarks/${slug}/rounds.ics`)).text();
    const stamp = due.toISOString().replace(/[-:]|\.\d+/g, '');
    expect(calendar).toContain(`DTSTART:${stamp}`);
    expect(calendar).toContain(`DTEND:${stamp}`);
    for (const text of [feed, calendar, await page.content()]) expect(text).not.toContain('roll-answers.csv');
  });

  await test.step('the chain of the audit log is complete', async () => {
    expect(runAdmin('verify-audit')).toMatch(/[1-9]\d* events are linked[\s\S]*the audit log is complete/);
  });
});
