import { describe, expect, it } from 'vitest';
import { decodeWork, encodeWork } from '../run-request';
import { containerLimitsDefault } from './container-limits';
import type { TrainWork } from './container-work';
import { decodeTrainResult, encodeTrainResult, type TrainOutcome } from './train-result';

const sealed = (id: string) => ({
  ...{ id, sha256: 'ab'.repeat(32), byteCount: 4 * 1024 ** 3, fileKey: new Uint8Array(16) },
});

const limits = { ...containerLimitsDefault, wallMsMax: 3_600_000, trainedBytesMax: 1_000 };

const work = (changes: Partial<TrainWork> = {}): TrainWork => ({
  artefact: sealed('6f8d8a6e-8a2b-4a53-9d0a-0b1f3c1d2e3f'),
  rounds: Buffer.from('{"rounds": []}\n'),
  data: [{ path: '3/items.parquet', sha256: 'cd'.repeat(32), byteCount: 5 }],
  limits,
  versionId: '7f8d8a6e-8a2b-4a53-9d0a-0b1f3c1d2e3f',
  ...changes,
});

const recipient = 'age1recipient';
const encode = (request: TrainWork) => Buffer.concat(encodeWork({ recipient, request }));

describe('encoded work of a training', () => {
  it('arrives at its runner as it was sent, even with a previous model and a thousand files', () => {
    const data = Array.from({ length: 1_000 }, (_, i) => ({ ...work().data[0]!, path: `${i}/train.csv` }));
    for (const sent of [work(), work({ data, trained: sealed('8f8d8a6e-8a2b-4a53-9d0a-0b1f3c1d2e3f') })])
      expect(decodeWork(encode(sent))).toEqual({ recipient, kind: 'training', request: sent });
  });

  it.each(['../3/items.csv', '3/..', '3/.', '3/a/b', '/3/a', '3/', 'x/a', '3/.hidden', '3/a\0b'])(
    'rejects a file at %j',
    (path) => {
      expect(() => decodeWork(encode(work({ data: [{ ...work().data[0]!, path }] })))).toThrow();
    },
  );

  it('can’t be decoded if it is cut off or too long', () => {
    const bytes = encode(work());
    expect(() => decodeWork(bytes.subarray(0, -1))).toThrow('another length');
    expect(() => decodeWork(Buffer.concat([bytes, Buffer.of(0)]))).toThrow('another length');
  });
});

const trained: TrainOutcome = {
  outcome: {
    ok: true,
    value: {
      trained: { sha256: 'ab'.repeat(32), byteCount: 1_000 },
      record: {
        ...{ engine: 'runsc', engineVersion: 'release-1', architecture: 'amd64' },
        imageDigest: `sha256:${'cd'.repeat(32)}`,
      },
    },
  },
  tookMs: 5_000,
  log: 'epoch 1\nepoch 2',
};

const decode = (outcome: TrainOutcome) => decodeTrainResult(encodeTrainResult(outcome), { limits });

describe('encoded result of a training', () => {
  it('arrives at the scorer as it was sent', () => {
    expect(decode(trained)).toEqual(trained);
    const rejected = { outcome: { ok: false, error: { code: 'no_model', text: 'nothing' } } } as const;
    expect(decode({ ...trained, ...rejected })).toEqual({ ...trained, ...rejected });
    const changed = { outcome: { ok: false, error: { code: 'artefact_changed' } } } as const;
    expect(decode({ ...trained, ...changed })).toEqual({ ...trained, ...changed });
  });

  it('has the last 64 KiB of a log, without control characters', () => {
    const log = `${'"\n'.repeat(50_000)}\u001b[31mlast`;
    expect(decode({ ...trained, log }).log).toBe(`${log.slice(-65_536).replace('\u001b', ' ')}`.trim());
  });

  it('can’t be decoded if a lying runner exceeds the limits', () => {
    expect(decode({ ...trained, tookMs: 1e12 }).tookMs).toBe(limits.wallMsMax);
    const value = trained.outcome.ok ? trained.outcome.value : undefined;
    const long = { ...value!, trained: { ...value!.trained, byteCount: 1_001 } };
    expect(() => decode({ ...trained, outcome: { ok: true, value: long } })).toThrow('too long');
    expect(() => decodeTrainResult(Buffer.of(1, 2), { limits })).toThrow();
    const leak = { ok: false, error: { code: 'leak' as never } } as const;
    expect(() => decode({ ...trained, outcome: leak })).toThrow();
  });
});
