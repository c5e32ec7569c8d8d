/** What came back: the status and the parsed body, or null where no answer came (offline, cut off). */
export type Answer = { status: number; body: unknown } | null;

/**
 * Sends metadata and one file, with the share that is on its way (0 to 1). XMLHttpRequest, since fetch doesn't tell how
 * far an upload is. The metadata goes first, so that the server knows it before the bytes come.
 */
export function sendMultipart(upload: {
  url: string;
  method?: 'POST' | 'PUT';
  metadata: object;
  fileField: string;
  file: File;
  headers?: Record<string, string>;
  onProgress: (share: number) => void;
}): Promise<Answer> {
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
