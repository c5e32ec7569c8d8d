import { useState } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { CodeBlock } from '@/app/_ui/controls/code-block';

/** More of an answer is read where it is whole. */
const shownMax = 4_000;

/** Asks a call that anybody may read, and shows what it answers; without scripts the address is a link. */
export function TryCall({ path, canAsk }: { path: string; canAsk: boolean }) {
  const [answer, setAnswer] = useState<string | null>(null);
  const ask = async () => {
    setAnswer('Asking …');
    try {
      const response = await fetch(path, { headers: { accept: 'application/json' } });
      setAnswer(`${response.status}\n${shorten(await response.text())}`);
    } catch {
      setAnswer('No answer. Is the connection there?');
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
