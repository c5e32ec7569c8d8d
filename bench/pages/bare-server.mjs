// A peer of the bench: Node's own server, which finds what it sends by the address and does nothing else.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [file, port] = process.argv.slice(2);
const answers = new Map(
  JSON.parse(readFileSync(file, 'utf8')).map(({ name, headers, body }) => [
    `/${name}`,
    { headers: Object.entries(headers).flat(), body: Buffer.from(body, 'base64') },
  ]),
);
createServer((request, response) => {
  const answer = answers.get(request.url);
  if (answer) response.writeHead(200, answer.headers).end(answer.body);
  else response.writeHead(404).end();
}).listen(Number(port), '127.0.0.1');
