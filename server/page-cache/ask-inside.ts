import { createServer, type IncomingHttpHeaders, type RequestListener, request } from 'node:http';
import { duplexPair } from 'node:stream';

export type InsideAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/**
 * Asks a listener as if over a connection, with nothing of anybody's request: real requests and responses of Node's over a pair of
 * streams in memory, to which nobody else can connect.
 * @throws where the listener breaks off, or sends more than `bytesMax`
 */
export async function askInside(
  listener: RequestListener,
  { path, headers, bytesMax }: { path: string; headers: Record<string, string>; bytesMax: number },
): Promise<InsideAnswer> {
  const [near, far] = duplexPair();
  const server = createServer(listener);
  server.emit('connection', far);
  try {
    return await new Promise((resolve, reject) => {
      const asked = request({ path, headers, createConnection: () => near }, (answer) => {
        const chunks: Buffer[] = [];
        let byteCount = 0;
        answer.on('data', (chunk: Buffer) => {
          byteCount += chunk.length;
          if (byteCount > bytesMax)
            reject(new Error(`the answer to ${path} has more than ${bytesMax} bytes`));
          else chunks.push(chunk);
        });
        answer.once('error', reject);
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
        );
      });
      asked.once('error', reject);
      far.once('close', () => reject(new Error(`the answer to ${path} was broken off`)));
      asked.end();
    });
  } finally {
    near.destroy();
    far.destroy();
  }
}
