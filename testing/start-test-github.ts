import { createServer, type IncomingMessage } from 'node:http';
import { listenOnLoopback } from './listen-on-loopback';

type TestGithubUser = {
  id: number;
  login: string;
  /** The e-mail address in the GitHub profile, which GitHub hasn't verified. */
  email: string | null;
  addresses: readonly { email: string; primary: boolean; verified: boolean }[];
};

/** A mock of GitHub's sign-in on loopback, at which `user` is signed in. */
export type TestGithub = { url: string; user: TestGithubUser; stop: () => Promise<void> };

export async function startTestGithub(user: TestGithubUser): Promise<TestGithub> {
  const github: TestGithub = {
    url: '',
    user,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server = createServer((request, response) => {
    const body = respond(request, github.user);
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify(body));
  });
  github.url = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  return github;
}

function respond({ url }: IncomingMessage, { addresses, ...profile }: TestGithubUser): object | null {
  if (url === '/token') return { access_token: 'of-a-test', token_type: 'bearer', scope: 'user:email' };
  if (url === '/user') return { ...profile, name: profile.login };
  if (url === '/user/emails') return addresses;
  return null;
}
