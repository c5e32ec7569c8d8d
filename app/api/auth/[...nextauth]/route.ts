import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { readText } from '@/app/_http/read-json';
import { respondProblem } from '@/app/_http/respond';
import { faultyField, type Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideAuthRoute, isErrorCode } from '@/lib/core/sign-in/auth-route';
import { findCaller } from '@/services/access/page-request';
import { listSignInProviders } from '@/services/account/account';
import { authOptions } from '@/services/account/auth-options';
import { isReturnAddress, isReturnCookieValid } from '@/services/account/return-address';

type Context = { params: Promise<{ nextauth: string[] }> };

const badReturn: Refusal = faultyField('not_of_this_site', 'callbackUrl', 'give a path of this site');

const badError: Refusal = faultyField('not_a_code', 'error', 'give the code of an error');

const refused = (refusal: Refusal) => respondProblem(refusal, new Date());

/** The calls of next-auth that this site uses. Rejects requests first that next-auth would fail on. */
async function handler(request: NextRequest, context: Context): Promise<Response> {
  const providers = listSignInProviders()
    .map(({ id }) => id)
    .filter((id) => id !== 'email');
  const route = decideAuthRoute(request.method, (await context.params).nextauth, providers);
  if (route.kind === 'not_found') return refused({ kind: 'not_found', what: 'address' });
  if (route.kind === 'other_method') return refused({ kind: 'method_not_allowed', allow: route.allow });

  if (!request.nextUrl.searchParams.getAll('callbackUrl').every(isReturnAddress)) return refused(badReturn);
  if (!request.nextUrl.searchParams.getAll('error').every(isErrorCode)) return refused(badError);
  if (!(await isReturnCookieValid())) return refused(badReturn);
  if (request.method !== 'POST') return askNextAuth(request, context);

  const form = await readAuthForm(request);
  if (!form.ok) return refused(form.error);
  if (!form.value.getAll('callbackUrl').every(isReturnAddress)) return refused(badReturn);
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/x-www-form-urlencoded');
  headers.delete('content-length');
  return askNextAuth(
    new NextRequest(request.url, { method: 'POST', headers, body: form.value.toString() }),
    context,
  );
}

async function askNextAuth(request: NextRequest, context: Context): Promise<Response> {
  const { browser } = await findCaller();
  return NextAuth(request as never, context as never, authOptions(browser));
}

export {
  handler as DELETE,
  handler as GET,
  handler as HEAD,
  handler as OPTIONS,
  handler as PATCH,
  handler as POST,
  handler as PUT,
};

const bytesMax = 16 * 1024;

/** The fields that are passed to next-auth; it never sees others. */
const known = ['csrfToken', 'callbackUrl', 'json'] as const;

const malformed = refuse<Refusal>({
  kind: 'unsupported_media_type',
  detail: 'Send a form, or a JSON object of texts.',
});

/** The posted body as a form that next-auth can read. */
async function readAuthForm(request: Request): Promise<Result<URLSearchParams>> {
  const text = await readText(request, bytesMax);
  if (!text.ok) return text;
  const type = request.headers.get('content-type') ?? '';
  const posted = type.includes('application/json')
    ? parseObject(text.value)
    : new URLSearchParams(text.value);
  if (!posted) return malformed;
  const form = new URLSearchParams();
  for (const name of known) {
    const value = posted.get(name);
    if (value !== undefined && value !== null) form.set(name, value);
  }
  return ok(form);
}

function parseObject(text: string): Map<string, string> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return new Map(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return null;
  }
}
