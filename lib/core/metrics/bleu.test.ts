import { describe, expect, it } from 'vitest';
import { addBleu, computeBleu, countBleu, tokenise13a } from './bleu';

const corpus = (predictions: readonly string[], references: readonly (readonly string[])[]) =>
  100 * computeBleu(addBleu(predictions.map((prediction, i) => countBleu(prediction, references[i]!))));

const romanian = {
  prediction: 'Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;',
  reference: 'producţia de zahăr brut se exprimă în zahăr alb;',
};

describe('BLEU', () => {
  // Cases from sacreBLEU 2 (test/test_bleu.py and test/test_sentence_bleu.py) with tokenizer 13a and exponential smoothing.
  const references = [
    ['The dog bit the man.', 'The dog had bit the man.'],
    ['It was not unexpected.', 'No one was surprised.'],
    ['The man bit him first.', 'The man had bitten the dog.'],
  ];

  it('equals the value that sacreBLEU publishes for its example corpus', () => {
    const predictions = ['The dog bit the man.', "It wasn't surprising.", 'The man had just bitten him.'];
    expect(Math.abs(corpus(predictions, references) - 48.530827)).toBeLessThan(1e-6);
  });

  it('equals the values that sacreBLEU publishes for single sentences', () => {
    expect(Math.abs(corpus([romanian.prediction], [[romanian.reference]]) - 8.493)).toBeLessThan(1e-3);
    expect(corpus(['this is a cat'], [['okay thanks']])).toBe(0);
  });

  it('equals the value that sacreBLEU publishes for given counts', () => {
    const counts = { predictionLength: 11, referenceLength: 11, common: [9, 7, 5, 3], total: [10, 8, 6, 4] };
    expect(Math.abs(computeBleu(counts) - 0.8375922397)).toBeLessThan(1e-9);
  });

  it('equals 0 for empty predictions, 1 for predictions equal to the references, and 0 if no prediction has four tokens', () => {
    expect(corpus(['', '', ''], references)).toBe(0);
    expect(corpus(['The dog bit the man.'], [['The dog bit the man.']])).toBeCloseTo(100, 10);
    expect(corpus(['two words'], [['two words']])).toBe(0);
  });

  it('uses the reference that is closest in length, or the shorter of two equally close references', () => {
    expect(countBleu('a b c', ['a b', 'a b c d']).referenceLength).toBe(2);
    expect(countBleu('a b c', ['a', 'a b c d']).referenceLength).toBe(4);
    expect(() => countBleu('a', [])).toThrow(RangeError);
  });
});

describe('13a tokenizer', () => {
  it.each([
    ['The dog bit the man.', 'The dog bit the man .'],
    ['1,000.5 of 2-3 (sic), "quoted" & said: a/b', '1,000.5 of 2 - 3 ( sic ) , " quoted " & said : a / b'],
    ['it&apos;s &quot;so&quot; &lt;b&gt; &amp; more', 'it & apos ; s " so " < b > & more'],
    ["don't co-operate", "don't co-operate"],
    ['a line-\nbreak\nhere', 'a linebreak here'],
    ['ends in a hyphen-\n', 'ends in a hyphen-'],
    ['', ''],
  ])('splits like mteval-v13a: %j', (text, tokens) => {
    expect(tokenise13a(text).join(' ')).toBe(tokens);
  });
});
