import NextAuth, { type NextAuthOptions } from 'next-auth';

export type Cookies = Record<string, string>;

type Visit = { method?: string; query: Record<string, string | string[]>; body?: object };

/**
 * A simulated browser that signs in by next-auth's routes, which have the form of Next's older API.
 * @param optionsOf returns the site's configuration, for each request anew
 */
export function openNextAuthBrowser(optionsOf: () => NextAuthOptions, before: Cookies = {}) {
  const cookies = { ...before };

  async function call(visit: Visit): Promise<{ redirect: string; body: unknown }> {
    const result = makeResponse();
    const request = { method: 'GET', headers: {}, cookies, ...visit };
    await NextAuth(request as never, result.response as never, optionsOf());
    for (const cookie of result.cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies[name] = decodeURIComponent(value);
    }
    return result;
  }

  return {
    cookies,
    /** Presses the button of a sign-in provider. @returns the provider's address, to which the site redirects */
    leave: async (provider: string, callbackUrl = '/settings'): Promise<string> => {
      const { csrfToken } = (await call({ query: { nextauth: ['csrf'] } })).body as { csrfToken: string };
      const body = { csrfToken, callbackUrl };
      return (await call({ method: 'POST', query: { nextauth: ['signin', provider] }, body })).redirect;
    },
    /** Returns from the provider with these parameters. @returns the address to which the site finally redirects */
    comeBack: async (provider: string, query: Record<string, string>): Promise<string> =>
      (await call({ query: { nextauth: ['callback', provider], ...query } })).redirect,
  };
}

function makeResponse() {
  const result = { cookies: [] as string[], redirect: '', body: undefined as unknown };
  const response = {
    status: () => response,
    getHeader: (name: string) => (name === 'Set-Cookie' ? result.cookies : undefined),
    setHeader: (name: string, value: string | string[]) => {
      if (name === 'Location') result.redirect = String(value);
      if (name === 'Set-Cookie') result.cookies = [value].flat();
      return response;
    },
    end: () => response,
    send: (body: unknown) => {
      result.body = body;
      return response;
    },
    json: (body: unknown) => response.send(body),
  };
  return Object.assign(result, { response });
}
