import NextAuth from 'next-auth';
import { authOptions } from '@/services/account/auth-options';

type Context = { params: Promise<{ nextauth: string[] }> };

async function handler(request: Request, context: Context): Promise<Response> {
  // Mail is asked for on /sign-in only: next-auth's own way would store a link that is never sent.
  if (request.method === 'POST' && (await context.params).nextauth.join('/') === 'signin/email')
    return new Response(null, { status: 404 });
  return NextAuth(request as never, context as never, authOptions());
}

export { handler as GET, handler as POST };
