'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '@/app/_ui/controls/button';

/** Leaves for another site's sign-in, and comes back to `callbackUrl`. */
export function ProviderButton(provider: { id: string; name: string; callbackUrl: string }) {
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = () => {
    setIsLeaving(true);
    signIn(provider.id, { callbackUrl: provider.callbackUrl }).catch(() => setIsLeaving(false));
  };
  return (
    <Button disabled={isLeaving} onClick={leave}>
      {isLeaving ? `Going to ${provider.name}` : `Continue with ${provider.name}`}
    </Button>
  );
}
