import { webPlatform } from '@/adapters/web-platform';

export type SignInProvider = { id: 'email' | 'github' | 'orcid'; name: string };

/** The ways in that this site offers. */
export function listSignInProviders(): SignInProvider[] {
  const { environment } = webPlatform();
  const providers: SignInProvider[] = [{ id: 'email', name: 'E-mail' }];
  if (environment.GITHUB_ID && environment.GITHUB_SECRET) providers.push({ id: 'github', name: 'GitHub' });
  if (environment.ORCID_ID && environment.ORCID_SECRET) providers.push({ id: 'orcid', name: 'ORCID' });
  return providers;
}
