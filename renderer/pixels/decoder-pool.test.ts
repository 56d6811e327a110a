import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DecodeReply, DecodeRequest } from './decode-messages';
import { DecoderPool, type DecodeWorker } from './decoder-pool';
import { makeFormat } from './testing';

class StandIn implements DecodeWorker {
  onmessage: DecodeWorker['onmessage'] = null;
  onerror: DecodeWorker['onerror'] = null;
  ended = false;
  readonly requests: DecodeRequest[] = [];

  postMessage(request: DecodeRequest): void {
    this.requests.push(request);
  }

  terminate(): void {
    this.ended = true;
  }

  reply(data: DecodeReply): void {
    this.onmessage?.({ data } as MessageEvent<DecodeReply>);
  }

  crash(): void {
    this.onerror?.({ preventDefault: () => undefined } as ErrorEvent);
  }
}

const request = (): DecodeRequest => ({ bytes: new Uint8Array(1), format: makeFormat(), job: null });
const done = { problem: 'done' };

describe('DecoderPool', () => {
  let workers: StandIn[];
  let pool: DecoderPool;

  beforeEach(() => {
    vi.useFakeTimers();
    workers = [];
    pool = new DecoderPool(2, 1000, () => {
      const worker = new StandIn();
      workers.push(worker);
      return worker;
    });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('uses no more workers than it has, and each again', async () => {
    const replies = [pool.decode(request()), pool.decode(request()), pool.decode(request())];
    expect(workers).toHaveLength(2);
    workers[0]?.reply(done);
    expect(workers[0]?.requests).toHaveLength(2);
    workers[1]?.reply(done);
    workers[0]?.reply(done);
    expect(await Promise.all(replies)).toEqual([done, done, done]);
    expect(workers).toHaveLength(2);
  });

  it('ends a worker that does not answer, and goes on with another', async () => {
    const slow = pool.decode(request());
    vi.advanceTimersByTime(1000);
    expect(await slow).toEqual({ problem: 'the decoder did not finish within 1 s' });
    expect(workers[0]?.ended).toBe(true);
    const next = pool.decode(request());
    workers[1]?.reply(done);
    expect(await next).toEqual(done);
  });

  it('replaces a worker that crashed', async () => {
    const broken = pool.decode(request());
    workers[0]?.crash();
    expect(await broken).toEqual({ problem: 'the decoder stopped working' });
    expect(workers[0]?.ended).toBe(true);
    void pool.decode(request());
    expect(workers).toHaveLength(2);
  });
});
