import { createServer, type Server, type Socket } from 'node:net';
import { listenOnLoopback } from './listen-on-loopback';

type ReceivedMail = { recipients: string[]; message: string };

/** A test's own mail server on loopback. It accepts every mail, unless a test makes it refuse an address or hang. */
export type TestSmtp = {
  url: string;
  received: ReceivedMail[];
  /** Addresses whose mail is refused permanently. */
  refused: Set<string>;
  stop: () => Promise<void>;
};

/** @param behaviour `hang`: accepts connections but never sends a greeting; `trickle`: never finishes sending its greeting */
export async function startTestSmtp(behaviour: 'take' | 'hang' | 'trickle' = 'take'): Promise<TestSmtp> {
  const received: ReceivedMail[] = [];
  const refused = new Set<string>();
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    if (behaviour === 'take') converse(socket, refused, (mail) => received.push(mail));
    if (behaviour === 'trickle') {
      socket.write('220-');
      const timer = setInterval(() => socket.write('.'), 50);
      socket.on('close', () => clearInterval(timer));
    }
  });
  const port = await listenOnLoopback(server);
  return {
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    received,
    refused,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function converse(socket: Socket, refused: ReadonlySet<string>, take: (mail: ReceivedMail) => void): void {
  let text = '';
  let recipients: string[] = [];
  let isData = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  say('220 test');
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
    for (;;) {
      const end = text.indexOf(isData ? '\r\n.\r\n' : '\r\n');
      if (end === -1) return;
      const line = text.slice(0, end);
      text = text.slice(end + (isData ? 5 : 2));
      if (isData) {
        isData = false;
        take({ recipients, message: line });
        recipients = [];
        say('250 taken');
      } else respond(line);
    }
  });
  const respond = (line: string) => {
    const recipient = /^RCPT TO:<([^>]*)>/i.exec(line)?.[1];
    if (recipient !== undefined) {
      if (refused.has(recipient)) return say(`550 no such mailbox ${recipient}`);
      recipients.push(recipient);
      return say('250 ok');
    }
    if (/^DATA/i.test(line)) {
      isData = true;
      return say('354 go on');
    }
    if (/^QUIT/i.test(line)) return socket.end('221 bye\r\n');
    return say('250 ok');
  };
}
