'use client';

import { signOut } from 'next-auth/react';
import { type FormEvent, useState } from 'react';

/** Ends the session. Without JavaScript the form leads to a page that asks once more. */
export function SignOutButton({ className = 'btn text' }: { className?: string }) {
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = (event: FormEvent) => {
    event.preventDefault();
    setIsLeaving(true);
    signOut({ callbackUrl: '/' }).catch(() => setIsLeaving(false));
  };
  return (
    <form action="/api/auth/signout" method="get" onSubmit={leave}>
      <button type="submit" className={className} disabled={isLeaving}>
        {isLeaving ? 'Signing out' : 'Sign out'}
      </button>
    </form>
  );
}
