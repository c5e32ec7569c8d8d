export const signInWays = ['email', 'github', 'orcid'] as const;
export type SignInWay = (typeof signInWays)[number];

export const signInWayNames: Readonly<Record<SignInWay, string>> = {
  email: 'E-mail',
  github: 'GitHub',
  orcid: 'ORCID',
};

/** What is kept of an account's provider; null stands for a mailed link. */
export function signInWayOf(provider: string | null): SignInWay {
  return signInWays.find((way) => way === provider) ?? 'email';
}
