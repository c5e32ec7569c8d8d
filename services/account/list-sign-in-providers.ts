import { webPlatform } from '@/adapters/web-platform';
import { type SignInWay, signInWayNames, signInWays } from '@/lib/core/sign-in/sign-in-way';

export type SignInProvider = { id: SignInWay; name: string };

/** The ways in that this site offers. */
export function listSignInProviders(): SignInProvider[] {
  const { environment } = webPlatform();
  const isOffered: Record<SignInWay, boolean> = {
    email: true,
    github: Boolean(environment.GITHUB_ID && environment.GITHUB_SECRET),
    orcid: Boolean(environment.ORCID_ID && environment.ORCID_SECRET),
  };
  return signInWays.filter((id) => isOffered[id]).map((id) => ({ id, name: signInWayNames[id] }));
}
