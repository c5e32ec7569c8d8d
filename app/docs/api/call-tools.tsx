import { type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { CopyButton } from '@/app/_ui/forms/copy-button';

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

/** More of an answer is read where it is whole. */
const shownMax = 4_000;

/** Asks a call that anybody may read, and shows what it answers; without scripts the address is a link. */
function TryCall({ path, canAsk }: { path: string; canAsk: boolean }) {
  const [answer, setAnswer] = useState<string | null>(null);
  const ask = async () => {
    setAnswer('Asking …');
    try {
      const response = await fetch(path, { headers: { accept: 'application/json' } });
      setAnswer(`${response.status}\n${shorten(await response.text())}`);
    } catch {
      setAnswer('No response. Is the network connected?');
    }
  };
  return (
    <>
      <p>
        {canAsk && (
          <>
            <Button onClick={ask}>Try it</Button>{' '}
          </>
        )}
        <a href={path}>{path}</a>
      </p>
      {answer !== null && (
        <div aria-live="polite">
          <CodeBlock>{answer}</CodeBlock>
        </div>
      )}
    </>
  );
}

function shorten(text: string): string {
  const laid = layOut(text);
  return laid.length > shownMax ? `${laid.slice(0, shownMax)}\n…` : laid;
}

function layOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
