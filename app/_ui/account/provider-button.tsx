'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '../controls/button';

type Props = { id: string; name: string; callbackUrl: string; label?: string };

/** Leaves for another site's sign-in, and comes back to `callbackUrl`: signed in, or with that way added for who is already. */
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
