import type { Problem } from '@/lib/contracts/problem';

/** Progress of an upload: the sent share (0 to 1), and the text `afterwards` once everything is sent. */
export function UploadProgress({ share, afterwards }: { share: number; afterwards: string }) {
  const percent = Math.floor(share * 100);
  return (
    <div className="max-w-360 flex-1">
      <progress className="block h-7 w-full accent-sea" max={100} value={percent} aria-label="Upload" />
      <p className="text-small text-ink-2" role="status">
        {percent < 100 ? `${percent}\u00a0% sent` : afterwards}
      </p>
    </div>
  );
}

/** Status and parsed body of a response; null if the connection failed. */
type SentResponse = { status: number; body: unknown } | null;

/**
 * Uploads metadata and one file, and reports the sent share (0 to 1). Uses XMLHttpRequest, since fetch reports no progress of
 * uploads. The metadata are sent first, so that the server can check them before it reads the file.
 */
export function sendMultipart(upload: {
  url: string;
  method?: 'POST' | 'PUT';
  metadata: object;
  fileField: string;
  file: File;
  headers?: Record<string, string>;
  onProgress: (share: number) => void;
}): Promise<SentResponse> {
  const form = new FormData();
  form.append('metadata', JSON.stringify(upload.metadata));
  form.append(upload.fileField, upload.file, upload.file.name);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(upload.method ?? 'POST', upload.url);
    for (const [name, value] of Object.entries(upload.headers ?? {})) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => upload.onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve({ status: request.status, body: parseJson(request.responseText) });
    request.onerror = () => resolve(null);
    request.onabort = () => resolve(null);
    request.send(form);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The problem document of a failed upload. If the response is none, for example that of a proxy, one is made here. */
export function problemOfResponse(response: SentResponse): Problem {
  if (response === null)
    return problem(
      0,
      'no_response',
      'No response',
      'The connection was cut. Try again: the same file is never taken twice.',
    );
  return isProblem(response.body)
    ? response.body
    : problem(
        response.status,
        'unexpected_response',
        'The server sent an unexpected response',
        `It said ${response.status}. Try again in a moment.`,
      );
}

const problem = (status: number, code: string, title: string, detail: string): Problem => ({
  type: 'about:blank',
  status,
  code,
  title,
  detail,
  errors: [],
});

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    'errors' in body &&
    Array.isArray(body.errors)
  );
}
