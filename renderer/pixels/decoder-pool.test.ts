import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DecodeReply, DecodeRequest, FromDecoder, ToDecoder } from './decode-messages';
import { DecoderPool, type DecodeWorker } from './decoder-pool';
import { makeFormat } from './testing';

class StandIn implements DecodeWorker {
  onmessage: DecodeWorker['onmessage'] = null;
  onerror: DecodeWorker['onerror'] = null;
  ended = false;
  readonly messages: ToDecoder[] = [];

  postMessage(message: ToDecoder): void {
    this.messages.push(message);
  }

  terminate(): void {
    this.ended = true;
  }

  /** The numbers of the frames it was given, by their addresses. */
  get given(): string[] {
    return this.messages.flatMap((message) =>
      typeof message === 'object' && 'request' in message ? [message.request.address] : [],
    );
  }

  private idOf(address: string): number {
    for (const message of this.messages)
      if (typeof message === 'object' && 'request' in message && message.request.address === address)
        return message.id;
    throw new Error(`It was never given ${address}.`);
  }

  private send(data: FromDecoder): void {
    this.onmessage?.({ data } as MessageEvent<FromDecoder>);
  }

  begin(address: string): void {
    this.send({ id: this.idOf(address), begun: true });
  }

  reply(address: string, reply: DecodeReply = done): void {
    this.send({ id: this.idOf(address), reply });
  }

  crash(): void {
    this.onerror?.({ preventDefault: () => undefined } as ErrorEvent);
  }
}

const request = (address: string): DecodeRequest => ({ address, format: makeFormat(), job: null });
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

  it('spreads frames over its workers and starts no more than it has', async () => {
    const replies = ['a', 'b', 'c', 'd'].map((address) => pool.decode(request(address)));
    expect(workers.map(({ given }) => given)).toEqual([
      ['a', 'c'],
      ['b', 'd'],
    ]);
    for (const worker of workers) for (const address of worker.given) worker.reply(address);
    expect(await Promise.all(replies)).toEqual([done, done, done, done]);
    void pool.decode(request('e'));
    expect(workers).toHaveLength(2);
  });

  it('keeps back what its workers could not begin soon, and gives it to the first that is free', () => {
    const many = Array.from({ length: 20 }, (_, index) => String(index));
    for (const address of many) void pool.decode(request(address));
    expect(workers.map(({ given }) => given.length)).toEqual([8, 8]);
    workers[1]?.reply('1');
    expect(workers[1]?.given.at(-1)).toBe('16');
  });

  it('ends a worker that does not decode in time; what it had not begun goes to another', async () => {
    pool = new DecoderPool(1, 1000, () => {
      const worker = new StandIn();
      workers.push(worker);
      return worker;
    });
    const slow = pool.decode(request('slow'));
    const next = pool.decode(request('next'));
    vi.advanceTimersByTime(5000);
    expect(workers[0]?.ended).toBe(false);
    workers[0]?.begin('slow');
    vi.advanceTimersByTime(1000);
    expect(await slow).toEqual({ problem: 'the decoder did not finish within 1 s' });
    expect(workers[0]?.ended).toBe(true);
    expect(workers[1]?.given).toEqual(['next']);
    workers[1]?.begin('next');
    workers[1]?.reply('next');
    expect(await next).toEqual(done);
    vi.advanceTimersByTime(5000);
    expect(workers[1]?.ended).toBe(false);
  });

  it('replaces a worker that crashed: only the frame it was decoding is lost', async () => {
    const frames = ['a', 'b', 'c'].map((address) => pool.decode(request(address)));
    workers[0]?.begin('c');
    workers[0]?.crash();
    expect(await frames[2]).toEqual({ problem: 'the decoder stopped working' });
    expect(workers[0]?.ended).toBe(true);
    expect(workers.map(({ given }) => given)).toEqual([['a', 'c'], ['b'], ['a']]);
    workers[2]?.reply('a');
    expect(await frames[0]).toEqual(done);
  });

  it('gives up the frames of a worker that crashes before it begins any: no frame is sent round for ever', async () => {
    const frame = pool.decode(request('a'));
    workers[0]?.crash();
    expect(await frame).toEqual({ problem: 'the decoder stopped working' });
  });

  it('passes on that a frame is not wanted any more, and never gives out one that was waiting', async () => {
    const abort = new AbortController();
    const frames = Array.from({ length: 17 }, (_, index) =>
      pool.decode(request(String(index)), index === 0 || index === 16 ? abort.signal : undefined),
    );
    const ends = Promise.allSettled([frames[0], frames[16]]);
    abort.abort();
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(workers[0]?.messages.at(-1)).toEqual({ cancel: 1 });
    workers[0]?.reply('0', { unread: null });
    workers[0]?.reply('2');
    expect(workers.flatMap(({ given }) => given)).not.toContain('16');
  });

  it('has one worker get ready', () => {
    pool.prepare();
    pool.prepare();
    expect(workers.map(({ messages }) => messages)).toEqual([['warm-up']]);
    void pool.decode(request('a'));
    expect(workers).toHaveLength(1);
  });
});
