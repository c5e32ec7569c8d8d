const terms: { term: string; meaning: string }[] = [
  { term: 'round', meaning: 'one period of a benchmark with its own hidden test set' },
  { term: 'item', meaning: 'id, input, label; optionally group, date' },
  { term: 'part', meaning: 'feedback or final; every item is in one' },
  { term: 'evaluation', meaning: 'one scoring of one submission or model version on one round' },
  { term: 'standard error (SE)', meaning: 'how far a score would typically stray on other items like these' },
  {
    term: 'interval',
    meaning: 'limits that aim to hold the true score in 95 of 100 rounds; its method and seed are published',
  },
  {
    term: 'interval unreliable',
    meaning: 'so few groups, positives or confident errors that the interval holds the true score less often',
  },
  { term: 'p', meaning: 'how often chance alone gives so clear a difference, if there is none' },
  { term: 'Φ, φ, Φ⁻¹', meaning: 'normal distribution function, its density, its inverse (the probit)' },
  { term: 'announcement', meaning: 'a ladder’s answer “improved”, with a score' },
  { term: 'exposure', meaning: 'how used-up a feedback part is by the answers to one team' },
  {
    term: 'frozen, adapted',
    meaning: 'a version held before the round opened, or a calibration mark; any other',
  },
  {
    term: 'evidence',
    meaning:
      'prospective: frozen before the round opened, by its own receipt. In-round: submitted while it was open, from the instant of its opening on. Practice: scored after the reveal, never ranked',
  },
  { term: 'calibration mark', meaning: 'a frozen model version used to link rounds' },
  { term: 'flag', meaning: 'a suspicion for a maintainer to judge' },
  {
    term: 'round secret',
    meaning: '32 random bytes that parts and nonces are made from; public from the reveal on',
  },
];

export function Terms() {
  return (
    <dl className="max-w-860 text-data">
      {terms.map(({ term, meaning }) => (
        <div key={term} className="grid grid-cols-[190px_1fr] max-phone:grid-cols-[128px_1fr]">
          <dt className="pb-7 text-ink-3">{term}</dt>
          <dd className="pb-7">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
