import { createHash } from 'node:crypto';

/** Whose habits the private elements follow. */
export type Vendor = 'siemens' | 'ge' | 'philips' | 'hitachi';
export const vendors: readonly Vendor[] = ['siemens', 'ge', 'philips', 'hitachi'];

/** Elements by tag in hexadecimal, as dcmjs keeps them. */
type Elements = Record<string, { vr: string; Value: unknown[] }>;

/** Bytes without a pattern, the same for the same name. */
function blob(name: string, length: number): ArrayBuffer {
  const parts: Buffer[] = [];
  for (let index = 0; index * 64 < length; index++)
    parts.push(createHash('sha512').update(`${name} ${index}`).digest());
  const bytes = new Uint8Array(length);
  bytes.set(Buffer.concat(parts).subarray(0, length));
  return bytes.buffer;
}

function creator(tag: string, name: string): Elements {
  return { [tag]: { vr: 'LO', Value: [name] } };
}

/** Elements of one group that follow one another from `first`: texts, numbers and pairs in turn. */
function row(group: string, first: number, count: number): Elements {
  const elements: Elements = {};
  for (let index = 0; index < count; index++) {
    const tag = `${group}${(first + index).toString(16).padStart(4, '0').toUpperCase()}`;
    const kinds = [
      { vr: 'LO', Value: [`value ${index}`] },
      { vr: 'SL', Value: [index * 17, -index] },
      { vr: 'DS', Value: [`${index}.25`] },
      { vr: 'SS', Value: [index] },
      { vr: 'FD', Value: [index / 3, index / 7] },
    ];
    elements[tag] = kinds[index % kinds.length] ?? { vr: 'LO', Value: [''] };
  }
  return elements;
}

/**
 * Private elements in the manner of a vendor: two large binary headers (Siemens, sizes as seen in real files), many
 * small elements (GE), nested sequences (Philips), none (Hitachi).
 */
export function privateElements(vendor: Vendor): Elements {
  switch (vendor) {
    case 'siemens':
      return {
        ...creator('00190010', 'SIEMENS MR HEADER'),
        ...row('0019', 0x100b, 12),
        ...creator('00290010', 'SIEMENS CSA HEADER'),
        '00291008': { vr: 'CS', Value: ['IMAGE NUM 4'] },
        '00291010': { vr: 'OB', Value: [blob('image header', 11_012)] },
        '00291020': { vr: 'OB', Value: [blob('series header', 85_400)] },
        ...creator('00510010', 'SIEMENS MR HEADER'),
        ...row('0051', 0x1008, 14),
      };
    case 'ge':
      return {
        ...creator('00090010', 'GEMS_IDEN_01'),
        ...row('0009', 0x1001, 8),
        ...creator('00190010', 'GEMS_ACQU_01'),
        ...row('0019', 0x100f, 40),
        ...creator('00210010', 'GEMS_RELA_01'),
        ...row('0021', 0x1003, 20),
        ...creator('00250010', 'GEMS_SERS_01'),
        ...row('0025', 0x1006, 10),
        '0025101B': { vr: 'OB', Value: [blob('protocol data', 2_204)] },
        ...creator('00430010', 'GEMS_PARM_01'),
        ...row('0043', 0x1001, 50),
      };
    case 'philips':
      return {
        ...creator('20010010', 'Philips Imaging DD 001'),
        ...row('2001', 0x1001, 30),
        ...creator('20050010', 'Philips MR Imaging DD 001'),
        ...row('2005', 0x1000, 60),
        ...creator('20050014', 'Philips MR Imaging DD 005'),
        '2005140F': {
          vr: 'SQ',
          Value: [{ ...row('2005', 0x1030, 12), '20051402': { vr: 'SQ', Value: [row('2005', 0x1040, 4)] } }],
        },
        '20051402': { vr: 'SQ', Value: [1, 2, 3].map(() => row('2005', 0x1030, 5)) },
      };
    case 'hitachi':
      return {};
  }
}
