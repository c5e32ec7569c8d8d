import { readText } from '@/app/_http/read-json';
import { unsubscribe } from '@/services/account/notices';

type Context = { params: Promise<{ token: string }> };

/** Redirects readers whose mail program opens the link to the page with the button. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  return redirectTo(`/unsubscribe?token=${encodeURIComponent(token)}`);
}

/**
 * Mutes one kind of mail: on the one click that mail programs send (RFC 8058), or by the page's button, whose form lacks the
 * field of that RFC.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const form = await readForm(request);
  const done = await unsubscribe(token);
  if (form?.get('List-Unsubscribe') === 'One-Click')
    return new Response(null, { status: done.ok ? 204 : 404 });
  return redirectTo(done.ok ? '/unsubscribe?done' : '/unsubscribe');
}

const bytesMax = 16 * 1024;

/** The posted form; null for a body that is none or is too long. */
async function readForm(request: Request): Promise<FormData | null> {
  const text = await readText(request, bytesMax);
  if (!text.ok) return null;
  const copy = new Response(text.value, {
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
  });
  return copy.formData().catch(() => null);
}

const redirectTo = (location: string): Response => new Response(null, { status: 303, headers: { location } });
