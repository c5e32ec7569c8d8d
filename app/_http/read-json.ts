import { faultyField } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

const bytesMax = 256 * 1024;

/** A JSON body of at most 256 KiB; an empty one is `{}`. */
export async function readJson(request: Request): Promise<Result<unknown>> {
  const text = await readText(request, bytesMax);
  if (!text.ok) return text;
  try {
    return ok(text.value === '' ? {} : JSON.parse(text.value));
  } catch {
    return refuse(faultyField('bad_json', 'body', 'it is not JSON'));
  }
}

/** A body of at most `bytesMax`, as text. */
export async function readText(request: Request, bytesMax: number): Promise<Result<string>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > bytesMax) return refuse({ kind: 'too_large', bytesMax });
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks).toString('utf8'));
}
