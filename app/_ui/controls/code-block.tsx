import type { ReactNode } from 'react';

/**
 * Something to copy.
 * @param kind `code` is a command or a token; `text` a document or an address, a little larger
 */
export function CodeBlock(props: { kind?: 'code' | 'text'; ground?: 'well' | 'panel'; children: ReactNode }) {
  return (
    <pre className={props.ground === 'panel' ? 'code-block bg-panel' : 'code-block'}>
      {props.kind === 'text' ? props.children : <code>{props.children}</code>}
    </pre>
  );
}
