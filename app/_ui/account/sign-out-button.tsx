'use client';

import { signOut } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Button } from '../controls/button';
import type { ButtonLook } from '../controls/button-look';

/** Ends the session. Without JavaScript the form leads to a page that asks once more. */
export function SignOutButton({ look = 'text' }: { look?: ButtonLook }) {
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = (event: FormEvent) => {
    event.preventDefault();
    setIsLeaving(true);
    signOut({ callbackUrl: '/' }).catch(() => setIsLeaving(false));
  };
  return (
    <form action="/api/auth/signout" method="get" onSubmit={leave}>
      <Button type="submit" look={look} disabled={isLeaving}>
        {isLeaving ? 'Signing out' : 'Sign out'}
      </Button>
    </form>
  );
}
