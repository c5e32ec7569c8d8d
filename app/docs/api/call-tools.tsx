import { type RefObject, useEffect, useRef, useState } from 'react';
import { CopyButton } from '@/app/_ui/forms/copy-button';
import { TryCall } from './try-call';

/** A call as a command, to copy and to try. The buttons come when the call is unfolded, for without scripts they do nothing. */
export function CallTools({ command, readPath }: { command: string; readPath: string | null }) {
  const box = useRef<HTMLPreElement>(null);
  const isUnfolded = useIsUnfolded(box);
  return (
    <>
      <pre ref={box}>
        <code>{command}</code>
      </pre>
      {isUnfolded && (
        <p>
          <CopyButton text={command}>Copy</CopyButton>
        </p>
      )}
      {readPath !== null && <TryCall path={readPath} canAsk={isUnfolded} />}
    </>
  );
}

/** Whether the fold around an element has been opened, be it by an address before scripts ran. */
function useIsUnfolded(inside: RefObject<HTMLElement | null>): boolean {
  const [isUnfolded, setIsUnfolded] = useState(false);
  useEffect(() => {
    const fold = inside.current?.closest('details');
    if (!fold) return;
    const look = () => {
      if (fold.open) setIsUnfolded(true);
    };
    look();
    fold.addEventListener('toggle', look);
    return () => fold.removeEventListener('toggle', look);
  }, [inside]);
  return isUnfolded;
}
