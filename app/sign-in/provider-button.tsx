'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';

/** Leaves for another site's sign-in, and comes back to `callbackUrl`. */
export function ProviderButton(of: { id: string; name: string; callbackUrl: string }) {
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = () => {
    setIsLeaving(true);
    signIn(of.id, { callbackUrl: of.callbackUrl }).catch(() => setIsLeaving(false));
  };
  return (
    <button type="button" className="btn" disabled={isLeaving} onClick={leave}>
      {isLeaving ? `Going to ${of.name}` : `Continue with ${of.name}`}
    </button>
  );
}
