import { describe, expect, it } from 'vitest';
import { decodeText } from './character-sets';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('decodeText', () => {
  it.each([
    ['no character set', [], '48 65 72 7a', 'Herz'],
    ['Latin 1', ['ISO_IR 100'], '42 75 63 68 c4 6c 74', 'BuchÄlt'],
    ['Cyrillic', ['ISO_IR 144'], 'bb ee da 63 65', 'Люкce'],
    ['Greek', ['ISO_IR 126'], 'c4 e9 ef', 'Διο'],
    ['Thai', ['ISO_IR 166'], 'ca c1 cb', 'สมห'],
    ['Turkish', ['ISO_IR 148'], 'c7 61 dd', 'Çaİ'],
    ['UTF-8', ['ISO_IR 192'], 'e8 85 b0 e6 a4 8e', '腰椎'],
    ['GB18030', ['GB18030'], 'd1 fc d7 b5', '腰椎'],
    ['GB18030 with a backslash as second byte', ['GB18030'], '81 5c', '乗'],
    ['half-width katakana', ['ISO_IR 13'], 'd4 cf c0 de', 'ﾔﾏﾀﾞ'],
    [
      'Japanese with escapes, after PS3.5 H.3.1',
      ['', 'ISO 2022 IR 87'],
      '1b 24 42 3b 33 45 44 1b 28 42 5e 1b 24 42 42 40 4f 3a 1b 28 42',
      '山田^太郎',
    ],
    [
      'two character sets in one header, after PS3.5 H.3.2',
      ['ISO 2022 IR 13', 'ISO 2022 IR 87'],
      'd4 cf c0 de 20 1b 24 42 3b 33 45 44 1b 28 4a 20 54',
      'ﾔﾏﾀﾞ 山田 T',
    ],
    [
      'Korean with an escape, after PS3.5 I.2',
      ['', 'ISO 2022 IR 149'],
      '48 1b 24 29 43 fb f3 20 d1 ce d4 d7',
      'H洪 吉洞',
    ],
    [
      'simplified Chinese with an escape, after PS3.5 K.2',
      ['', 'ISO 2022 IR 58'],
      '1b 24 29 41 d1 fc d7 b5 0d 0a 54 32',
      '腰椎\r\nT2',
    ],
    ['the supplementary Japanese set', ['', 'ISO 2022 IR 159'], '1b 24 28 44 30 21', '丂'],
  ])('decodes %s', (_name, sets, bytes, text) => {
    expect(decodeText(hex(bytes), sets)).toBe(text);
  });

  it('reads unknown sets as Latin 1 and marks what means nothing', () => {
    expect(decodeText(hex('c4'), ['ISO_IR 999'])).toBe('Ä');
    expect(decodeText(hex('41 ff'), ['ISO_IR 192'])).toBe('A�');
  });

  it('survives escapes that lead nowhere', () => {
    expect(decodeText(hex('41 1b'), [])).toContain('A');
    expect(decodeText(hex('1b 24 42 3b'), ['', 'ISO 2022 IR 87'])).toHaveLength(1);
  });
});
