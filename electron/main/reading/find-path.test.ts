import { expect, it } from 'vitest';
import { findPath } from './find-path';

it.each([
  '/home/a/b.dcm',
  'see /media/cd/IM0001',
  'C:\\images\\1.dcm',
  'D:/images/1.dcm',
  '\\\\server\\share',
  '~/scans',
  'file:///x',
  'wadouri:dicom://frame/1',
  'dicom://frame/1.2',
  'rim:1.2.3/1',
  '(https://pacs.example/1)',
])('finds %s, and where', (text) => {
  expect(findPath({ fractures: [{ reason: 'motion' }, { reason: text }] })).toBe('fractures.1.reason');
});

it.each([
  'motion and/or metal artefact',
  'T12/L1 disc, 3/5 strength',
  'see report: fragment at T12',
  'confirm: yes',
  'S1 / S2 not in the field of view',
  '1.2.840.113619.2',
])('lets %s through', (text) => {
  expect(findPath({ reason: text, list: [1, null, true] })).toBeNull();
});
