'use client';

import { signIn, signOut } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Button, type ButtonLook } from '../controls/button';

type Props = { id: string; name: string; callbackUrl: string; label?: string };

/**
 * A button that signs the reader in by an account at a provider, or adds that account if the reader is signed in, and then
 * leads to `callbackUrl`.
 */
export function ProviderButton({ id, name, callbackUrl, label = `Continue with ${name}` }: Props) {
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = () => {
    setIsLeaving(true);
    signIn(id, { callbackUrl }).catch(() => setIsLeaving(false));
  };
  return (
    <Button disabled={isLeaving} onClick={leave}>
      {isLeaving ? `Going to ${name}` : label}
    </Button>
  );
}

type SignOutButtonProps = {
  look?: ButtonLook;
  label?: string;
  callbackUrl?: string;
};

/** A button that ends the session. Without JavaScript its form leads to a page that asks for confirmation. */
export function SignOutButton({ look = 'text', label = 'Sign out', callbackUrl = '/' }: SignOutButtonProps) {
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = (event: FormEvent) => {
    event.preventDefault();
    setIsLeaving(true);
    signOut({ callbackUrl }).catch(() => setIsLeaving(false));
  };
  return (
    <form action="/api/auth/signout" method="get" onSubmit={leave}>
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Button type="submit" look={look} disabled={isLeaving}>
        {isLeaving ? 'Signing out' : label}
      </Button>
    </form>
  );
}
