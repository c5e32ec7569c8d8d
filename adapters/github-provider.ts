import GitHubProvider, { type GithubProfile } from 'next-auth/providers/github';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';

const github = {
  tokenUrl: 'https://github.com/login/oauth/access_token',
  apiUrl: 'https://api.github.com',
};

const addressesSchema = z.array(
  z.object({ email: z.email().max(254), primary: z.boolean(), verified: z.boolean() }),
);

/**
 * GitHub, with an address only where GitHub says that it has verified it: anybody can enter anybody's. The profile's own
 * `email` says nothing of that, so it isn't read.
 * @param at where GitHub is; a test stands in for it
 */
export function githubProvider(
  clientId: string,
  clientSecret: string,
  at: typeof github = github,
): OAuthConfig<GithubProfile> {
  return GitHubProvider({
    clientId,
    clientSecret,
    token: at.tokenUrl,
    userinfo: {
      url: `${at.apiUrl}/user`,
      request: async ({ client, tokens }) => {
        const accessToken = tokens.access_token ?? '';
        const profile = await client.userinfo<GithubProfile>(accessToken);
        return { ...profile, email: await findVerifiedAddress(at.apiUrl, accessToken) };
      },
    },
    profile: (profile) => ({
      id: String(profile.id),
      name: profile.name ?? profile.login,
      email: profile.email ?? null,
    }),
  });
}

/** The primary address if it is verified; nothing else, also when GitHub doesn't say. */
async function findVerifiedAddress(apiUrl: string, accessToken: string): Promise<string | undefined> {
  const answer = await fetch(`${apiUrl}/user/emails`, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/vnd.github+json' },
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) return undefined;
  const addresses = addressesSchema.safeParse(await answer.json());
  const primary = addresses.data?.find((address) => address.primary && address.verified);
  return primary?.email.toLowerCase();
}
