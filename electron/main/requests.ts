import {
  type Channel,
  type Outcome,
  type Replies,
  type Request,
  requestSchemas,
  secondWindowChannels,
  type WindowRole,
} from '../../shared/ipc/contract';

/** What answers each channel; a channel without an entry is a type error. */
export type Handlers = {
  [C in Channel]: (request: Request<C>, sender: WindowRole) => Replies[C] | Promise<Replies[C]>;
};

/** Channels whose reply is not an Outcome: a failure of theirs can only be a rejection. */
const plainChannels: readonly Channel[] = [
  'library:state',
  'settings:get',
  'preferences:get',
  'app:info',
  'secondWindow:state',
];

function failure(channel: Channel, problem: string): Outcome<never> {
  if (plainChannels.includes(channel)) throw new Error(problem);
  return { ok: false, problem };
}

/**
 * Checks whether the window may ask this, and the request against the schema of its channel and has it answered. What does not fit the schema never reaches
 * the handler. A failure is a sentence: no stack and no value of the request leaves the main process.
 */
export async function answer<C extends Channel>(
  handlers: Handlers,
  channel: C,
  request: unknown,
  onFault: (channel: Channel, error: unknown) => void,
  sender: WindowRole,
): Promise<Replies[C] | Outcome<never>> {
  if (sender === 'second' && !secondWindowChannels.includes(channel))
    return failure(channel, 'The second window only shows images; read in the first one.');
  const parsed = requestSchemas[channel].safeParse(request);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    const where = place === '' ? '' : ` at ${place}`;
    return failure(channel, `The request ${channel} was refused: it does not have the agreed form${where}.`);
  }
  try {
    return await handlers[channel](parsed.data as Request<C>, sender);
  } catch (error) {
    onFault(channel, error);
    return failure(channel, `${channel} failed inside the program; nothing was changed. Try again.`);
  }
}
