import { unsubscribe } from '@/services/account/notices';

type Context = { params: Promise<{ token: string }> };

/** The page with the button, for readers whose mail program opens the link. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  return redirectTo(`/unsubscribe?token=${encodeURIComponent(token)}`);
}

/** One click in a mail program (RFC 8058), or the button of the page, which has no such field. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const form = await request.formData().catch(() => null);
  const done = await unsubscribe(token);
  if (form?.get('List-Unsubscribe') === 'One-Click')
    return new Response(null, { status: done.ok ? 204 : 404 });
  return redirectTo(done.ok ? '/unsubscribe?done' : '/unsubscribe');
}

const redirectTo = (location: string): Response => new Response(null, { status: 303, headers: { location } });
