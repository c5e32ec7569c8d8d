import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { respondProblem } from '@/app/_http/respond';
import type { Refusal } from '@/lib/core/refusal';
import { decideAuthRoute } from '@/lib/core/sign-in/decide-auth-route';
import { isErrorCode } from '@/lib/core/sign-in/is-error-code';
import { findCaller } from '@/services/access/find-caller';
import { authOptions } from '@/services/account/auth-options';
import { listSignInProviders } from '@/services/account/list-sign-in-providers';
import { isReturnAddress, isReturnCookieWhole } from '@/services/account/return-address';
import { readAuthForm } from './read-auth-form';

type Context = { params: Promise<{ nextauth: string[] }> };

const badReturn: Refusal = {
  kind: 'invalid_request',
  faults: [{ code: 'not_of_this_site', field: 'callbackUrl', detail: 'give a path of this site' }],
};
const badError: Refusal = {
  kind: 'invalid_request',
  faults: [{ code: 'not_a_code', field: 'error', detail: 'give the code of an error' }],
};
const refused = (refusal: Refusal) => respondProblem(refusal, new Date());

/** Next-auth, for what this site uses of it, with what it would stumble over refused before. */
async function handler(request: NextRequest, context: Context): Promise<Response> {
  const providers = listSignInProviders()
    .map(({ id }) => id)
    .filter((id) => id !== 'email');
  const route = decideAuthRoute(request.method, (await context.params).nextauth, providers);
  if (route.kind === 'not_found') return refused({ kind: 'not_found', what: 'address' });
  if (route.kind === 'other_method') return refused({ kind: 'method_not_allowed', allow: route.allow });

  if (!request.nextUrl.searchParams.getAll('callbackUrl').every(isReturnAddress)) return refused(badReturn);
  if (!request.nextUrl.searchParams.getAll('error').every(isErrorCode)) return refused(badError);
  if (!(await isReturnCookieWhole())) return refused(badReturn);
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
