import { readText } from '@/app/_http/read-text';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

const bytesMax = 16 * 1024;

/** The fields that next-auth is posted, of a form or of JSON; whatever else stands there it never sees. */
const known = ['csrfToken', 'callbackUrl', 'json'] as const;

const malformed = refuse<Refusal>({
  kind: 'unsupported_media_type',
  detail: 'Send a form, or a JSON object of texts.',
});

/** What was posted, as a form that next-auth reads without stumbling. */
export async function readAuthForm(request: Request): Promise<Result<URLSearchParams, Refusal>> {
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
