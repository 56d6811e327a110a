import { expect, it, vi } from 'vitest';
import { type Channel, requestSchemas, secondWindowChannels } from '../../shared/ipc/contract';
import { answer, type Handlers } from './requests';

const channels = Object.keys(requestSchemas) as Channel[];

/** Handlers that answer every channel with the request, and whether any was reached. */
function recordingHandlers() {
  const reached = vi.fn((request: unknown) => request);
  const handlers = Object.fromEntries(channels.map((channel) => [channel, reached])) as unknown as Handlers;
  return { handlers, reached };
}

const uuid = '8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11';

const malformed: Record<Channel, unknown[]> = {
  'library:state': [1, {}, null],
  'library:chooseFolder': ['/etc'],
  'library:chooseFiles': [['/etc/passwd']],
  'library:openDropped': [undefined, [], '/etc', [1], Array.from({ length: 10_001 }, () => 'x')],
  'library:cancel': [true],
  'library:forget': [undefined, 1],
  'library:study': [undefined, { studyInstanceUid: '1' }, '1'.repeat(65)],
  'reading:ofStudy': [undefined, 1, '1'.repeat(65)],
  'reading:openForStudy': [undefined, 1, '1'.repeat(65)],
  'reading:save': [undefined, {}, { reading: {}, viewState: null, change: '' }],
  'reading:saveView': [undefined, { readingId: 'x', viewState: {} }],
  'reading:history': [undefined, 'not-a-uuid', '../../etc/passwd'],
  'export:findings': [
    undefined,
    [uuid],
    { readingIds: [], format: 'json' },
    { readingIds: ['x'], format: 'json' },
    { readingIds: [uuid], format: 'xlsx' },
  ],
  'export:structuredReport': [undefined, 1, '../../etc/passwd'],
  'view:picture': [
    undefined,
    { x: 0, y: 0, width: 0, height: 1 },
    { x: -1, y: 0, width: 1, height: 1 },
    { x: 0, y: 0, width: 1e9, height: 1 },
  ],
  'view:print': [undefined, 'file:///etc/passwd', { to: 'pdf' }],
  'settings:get': ['x'],
  'settings:set': [
    undefined,
    {},
    { readerId: '  ' },
    { readerId: 'x'.repeat(65) },
    { readerId: 'x', more: 1 },
  ],
  'preferences:get': ['reader-1'],
  'preferences:set': [
    undefined,
    { preferences: {} },
    { readerId: 'x', preferences: { theme: 'pink' } },
    { readerId: 'x', preferences: { keys: { a: ['Ctrl+A'.repeat(20)] } } },
  ],
  'app:info': [{}],
  'import:findings': ['/etc/passwd'],
  'reading:others': [undefined, 1, '1'.repeat(65)],
  'reading:other': [undefined, 'x'],
  'report:save': [
    undefined,
    { readingId: 'x', format: 'pdf', paper: 'A4', withIdentifiers: false, pictures: [] },
    { readingId: 'x', format: 'docx', paper: 'A4', withIdentifiers: false, pictures: [] },
    {
      readingId: '8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11',
      format: 'pdf',
      paper: 'A4',
      withIdentifiers: false,
      pictures: [
        {
          level: null,
          caption: '',
          note: '',
          width: 100,
          height: 100,
          view: null,
          pixels: 'file:///etc/passwd',
        },
      ],
    },
  ],
  'project:state': [1],
  'project:recent': [1],
  'project:create': [undefined, { title: '', coordinator: { code: 'a', name: '', roles: ['reader'] } }],
  'project:open': ['/etc'],
  'project:openRecent': [undefined, 3],
  'project:close': [1],
  'project:signIn': [undefined, { code: '', pin: '' }, { code: 'a' }],
  'project:signOut': [1],
  'project:saveReader': [
    undefined,
    { code: 'a', name: '', roles: [] },
    { code: '../a', name: '', roles: ['reader'] },
  ],
  'project:saveProtocol': [undefined, {}],
  'project:readProtocolFile': ['/etc/passwd'],
  'project:writeProtocolFile': ['/tmp/x'],
  'project:planCases': [undefined, 'excel'],
  'project:addCases': [undefined],
  'project:chooseKeyTable': ['/etc/passwd'],
  'project:worklist': [1],
  'project:openCase': [
    undefined,
    { caseId: '../1', repeat: 0, role: 'reader' },
    { caseId: '1', repeat: -1, role: 'reader' },
  ],
  'project:leaveCase': [1],
  'project:adjudication': [1],
  'project:activity': [
    undefined,
    { readingId: 'x', seconds: 1 },
    { readingId: crypto.randomUUID(), seconds: 1e9 },
  ],
  'project:audit': [undefined, 'x'],
  'project:exportAudit': ['/tmp/x'],
  'project:exportReadings': [undefined, 'xls'],
  'project:exportReports': ['/tmp/x'],
  'project:stopReports': ['/tmp/x'],
  'project:exportPackage': ['/tmp/x'],
  'project:importPackage': ['/tmp/x'],
  'project:agreement': [1],
  'project:saveFigure': [
    undefined,
    { name: '../x', kind: 'svg', content: 'a' },
    { name: 'x', kind: 'exe', content: 'a' },
    { name: 'x', kind: 'svg', content: '' },
  ],
  'window:toggleFullScreen': [true, 1],
  'secondWindow:setOpen': [undefined, 'yes'],
  'secondWindow:follow': [undefined, {}, { studyInstanceUid: '1', stackId: null, frameIndex: -1 }],
  'secondWindow:showReading': [undefined, {}, { schemaVersion: 1 }],
  'secondWindow:compare': [undefined, {}, { readings: [{ label: 'E', reading: {} }], hidden: [] }],
  'secondWindow:state': [1],
  'secondWindow:placeCrosshair': [undefined, { lps: [1, 2], frameOfReferenceUid: null, stackId: 'a' }],
};

it.each(channels)('%s lets nothing through that does not have its form', async (channel) => {
  const { handlers, reached } = recordingHandlers();
  for (const request of malformed[channel]) {
    const answered = await answer(handlers, channel, request, () => undefined, 'reading').catch(
      (error: Error) => ({
        ok: false,
        problem: error.message,
      }),
    );
    expect(answered).toMatchObject({ ok: false, problem: expect.stringContaining(`${channel} was refused`) });
  }
  expect(reached).not.toHaveBeenCalled();
});

it('gives the handler what the schema made of the request', async () => {
  const { handlers } = recordingHandlers();
  const answered = await answer(
    handlers,
    'settings:set',
    { readerId: '  reader-2 ' },
    () => undefined,
    'reading',
  );
  expect(answered).toEqual({ readerId: 'reader-2' });
});

it('turns a fault into a sentence without its message, and reports it', async () => {
  const faults: unknown[] = [];
  const fault = new Error('/home/somebody/NAME^PATIENT');
  const handlers = {
    ...recordingHandlers().handlers,
    'library:cancel': () => {
      throw fault;
    },
    'app:info': () => Promise.reject(fault),
  };
  const note = (_channel: Channel, error: unknown) => void faults.push(error);
  const answered = await answer(handlers, 'library:cancel', undefined, note, 'reading');
  expect(answered).toMatchObject({ ok: false });
  expect(JSON.stringify(answered)).not.toContain('PATIENT');
  await expect(answer(handlers, 'app:info', undefined, note, 'reading')).rejects.toThrow(/^app:info failed/);
  expect(faults).toEqual([fault, fault]);
});

it('lets the second window ask only for what shows images', async () => {
  const { handlers, reached } = recordingHandlers();
  const ask = (channel: Channel, request: unknown) =>
    answer(handlers, channel, request, () => undefined, 'second').catch((error: Error) => ({
      ok: false,
      problem: error.message,
    }));
  const refused = channels.filter((channel) => !secondWindowChannels.includes(channel));
  expect(refused).toEqual(
    expect.arrayContaining(['reading:save', 'library:openDropped', 'export:findings', 'settings:set']),
  );
  for (const channel of refused)
    expect(await ask(channel, undefined)).toEqual({
      ok: false,
      problem: 'The second window only shows images; read in the first one.',
    });
  expect(reached).not.toHaveBeenCalled();
  await ask('library:study', '1.2.3');
  expect(reached).toHaveBeenCalledWith('1.2.3', 'second');
});
