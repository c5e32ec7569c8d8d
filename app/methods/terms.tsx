const terms: { term: string; meaning: string }[] = [
  { term: 'linked teams', meaning: 'teams that maintainers hold to be the same people' },
  { term: 'frozen', meaning: 'of a version: never changed since before the round opened' },
  {
    term: 'evidence',
    meaning:
      'prospective: frozen before the opening, by its receipt; in-round: submitted later; practice: scored after the reveal',
  },
  { term: 'reveal', meaning: 'the publication of a closed round’s items, labels and predictions' },
  { term: 'round secret', meaning: '32 random bytes, public from the reveal on' },
];

export function Terms() {
  return (
    <>
      <dl className="max-w-860 text-data">
        {terms.map(({ term, meaning }) => (
          <div key={term} className="grid grid-cols-[190px_1fr] max-phone:grid-cols-[128px_1fr]">
            <dt className="pb-7 text-ink-3">{term}</dt>
            <dd className="pb-7">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>
        All words are in <code>docs/glossary.md</code> of the source code.
      </p>
    </>
  );
}
