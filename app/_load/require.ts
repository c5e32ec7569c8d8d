import { notFound, redirect } from 'next/navigation';
import type { Result } from '@/lib/core/result';
import { type Actor, requireDatabase } from '@/services/access/caller';
import { findActor } from '@/services/access/page-request';

/** The signed-in person. Redirects a visitor to the sign-in page, which leads back to this path. */
export async function requireSignedIn(path: string): Promise<Actor> {
  const actor = await findActor();
  if (actor) return actor;
  await requireDatabase();
  return redirect(signInPath(path));
}

export const signInPath = (back: string): string => `/sign-in?${new URLSearchParams({ callbackUrl: back })}`;

/**
 * The value of a successful result. If an operator has withdrawn the content, redirects to the public entry about that; any
 * other refusal shows the page “not found”.
 */
export function requireFound<T>(found: Result<T>): T {
  if (found.ok) return found.value;
  return found.error.kind === 'withdrawn' ? redirect(`/moderation/${found.error.actId}`) : notFound();
}
