import { notFound, redirect } from 'next/navigation';
import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
import type { Actor } from '@/services/access/caller';
import { findActor } from '@/services/access/page-request';

/** Who reads the page or acts; a visitor is led through sign-in and back to this path. */
export async function requireSignedIn(path: string): Promise<Actor> {
  return (await findActor()) ?? redirect(signInPath(path));
}

/** Where a page sends people who have to sign in first. */
export const signInPath = (back: string): string => `/sign-in?${new URLSearchParams({ callbackUrl: back })}`;

/** What an address names; an address that names nothing is a page not found. */
export const requireFound = <T>(found: Result<T, Refusal>): T => (found.ok ? found.value : notFound());
