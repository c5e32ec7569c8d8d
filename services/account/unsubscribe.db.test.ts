import { describe, expect, it } from 'vitest';
import { makeUnsubscribeToken } from '@/adapters/tokens';
import { POST } from '@/app/unsubscribe/[token]/route';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { listNoticePreferences } from './notices';

const site = provideTestSite();

const post = (token: string, request: Request) => POST(request, { params: Promise.resolve({ token }) });

function fillIn<F extends FormData | URLSearchParams>(form: F): F {
  form.set('List-Unsubscribe', 'One-Click');
  return form;
}

describe('the unsubscribe link', () => {
  it.each([
    ['a URL-encoded form', fillIn(new URLSearchParams())],
    ['a multipart form', fillIn(new FormData())],
  ])('mutes a kind of mail on the one click of a mail program that sends %s', async (_, body) => {
    const person = await makePerson(site);
    const token = makeUnsubscribeToken(
      { userId: person.userId, kind: 'announced' },
      site.web.environment.NEXTAUTH_SECRET,
    );
    const request = new Request('http://127.0.0.1:3000/', { method: 'POST', body });
    expect((await post(token, request)).status).toBe(204);
    expect(await listNoticePreferences(person)).toContainEqual(
      expect.objectContaining({ kind: 'announced', wanted: false }),
    );
  });

  it('reads no more than a few kilobytes of a stranger’s form', async () => {
    let sentBytes = 0;
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(Buffer.alloc(2 ** 16, 'a'));
        sentBytes += 2 ** 16;
        if (sentBytes === 64 * 2 ** 20) controller.close();
      },
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    expect((await post('no-such-token', new Request('http://127.0.0.1:3000/', init))).status).toBe(303);
    expect(sentBytes).toBeLessThan(2 ** 20);
  });
});
