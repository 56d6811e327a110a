import { describe, expect, it } from 'vitest';
import { isImageClass, isSecondaryCapture, nonImageName } from './sop-classes';

const storage = '1.2.840.10008.5.1.4.1.1';

describe('nonImageName', () => {
  it.each([
    [`${storage}.88.11`, 'a structured report'],
    [`${storage}.88.33`, 'a structured report'],
    [`${storage}.88.59`, 'a key object selection'],
    [`${storage}.11.1`, 'a presentation state or lookup table'],
    [`${storage}.104.1`, 'an encapsulated PDF document'],
    [`${storage}.104.2`, 'an encapsulated document'],
    [`${storage}.9.1.1`, 'a waveform or curve'],
    [`${storage}.66`, 'raw data'],
    [`${storage}.66.1`, 'a spatial registration'],
    [`${storage}.66.4`, 'a segmentation'],
    [`${storage}.30`, 'a parametric map, computed from other images'],
    [`${storage}.4.2`, 'MR spectroscopy'],
    [`${storage}.481.2`, 'a radiotherapy dose distribution'],
    [`${storage}.481.3`, 'a radiotherapy structure set'],
    [`${storage}.481.5`, 'a radiotherapy plan'],
    [`${storage}.481.15`, 'a radiotherapy object'],
    ['1.3.12.2.1107.5.9.1', 'Siemens private data'],
  ])('%s is %s', (uid, name) => {
    expect(nonImageName(uid)).toBe(name);
    expect(isImageClass(uid)).toBe(false);
  });

  it.each([
    ['MR', `${storage}.4`],
    ['enhanced MR', `${storage}.4.1`],
    ['enhanced colour MR', `${storage}.4.3`],
    ['legacy converted enhanced MR', `${storage}.4.4`],
    ['CT', `${storage}.2`],
    ['legacy converted enhanced CT', `${storage}.2.2`],
    ['secondary capture', `${storage}.7`],
    ['radiotherapy image', `${storage}.481.1`],
    ['an unknown private class', '1.2.3.4'],
    ['no class', ''],
  ])('%s may be a picture', (_name, uid) => {
    expect(nonImageName(uid)).toBeNull();
    expect(isImageClass(uid)).toBe(true);
  });

  it('does not take a class for another whose number begins alike', () => {
    expect(nonImageName(`${storage}.128`)).toBeNull();
    expect(nonImageName(`${storage}.660`)).toBeNull();
    expect(isSecondaryCapture(`${storage}.77.1.4`)).toBe(false);
    expect(isSecondaryCapture(`${storage}.7.4`)).toBe(true);
  });
});
