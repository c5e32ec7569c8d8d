import { redirect } from 'next/navigation';
import { signInPath } from '@/app/_ui/account/sign-in-path';
import type { Actor } from '@/services/access/actor';
import { findActor } from '@/services/access/find-actor';

/** Who reads the page or acts; a visitor is led through sign-in and back to this path. */
export async function requireSignedIn(path: string): Promise<Actor> {
  return (await findActor()) ?? redirect(signInPath(path));
}
