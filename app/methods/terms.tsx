import Link from 'next/link';
import { defineWord } from '@/services/publication/find-document';

const words = [
  'linked teams',
  'current best',
  'evidence',
  'automatic evaluation',
  'anchor model',
  'reveal',
  'round secret',
];

export function Terms() {
  return (
    <>
      <dl className="max-w-860 text-data">
        {words.map((word) => (
          <div key={word} className="grid grid-cols-[190px_1fr] max-phone:grid-cols-[128px_1fr]">
            <dt className="pb-7 text-ink-3">{word}</dt>
            <dd className="pb-7">{defineWord(word)}</dd>
          </div>
        ))}
      </dl>
      <p>
        All words are in the <Link href="/docs/glossary">glossary</Link>.
      </p>
    </>
  );
}
