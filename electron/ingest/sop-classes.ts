/** Objects without a picture, by SOP Class UID prefix (PS3.4 B.5), in the words of a sentence. */
const nonImages: readonly { prefix: string; name: string }[] = [
  { prefix: '1.2.840.10008.5.1.4.1.1.88.59', name: 'a key object selection' },
  { prefix: '1.2.840.10008.5.1.4.1.1.88.', name: 'a structured report' },
  { prefix: '1.2.840.10008.5.1.4.1.1.11.', name: 'a presentation state' },
  { prefix: '1.2.840.10008.5.1.4.1.1.104.', name: 'an encapsulated document' },
  { prefix: '1.2.840.10008.5.1.4.1.1.9.', name: 'a waveform' },
  { prefix: '1.2.840.10008.5.1.4.1.1.66.4', name: '' },
  { prefix: '1.2.840.10008.5.1.4.1.1.66', name: 'raw data, a registration or fiducials' },
  { prefix: '1.2.840.10008.5.1.4.1.1.4.2', name: 'MR spectroscopy' },
  { prefix: '1.2.840.10008.5.1.4.1.1.481.3', name: 'a radiotherapy structure set' },
  { prefix: '1.2.840.10008.5.1.4.1.1.481.5', name: 'a radiotherapy plan' },
  { prefix: '1.2.840.10008.5.1.4.1.1.481.8', name: 'a radiotherapy ion plan' },
  { prefix: '1.2.840.10008.5.1.4.1.1.481.4', name: 'a radiotherapy treatment record' },
  { prefix: '1.2.840.10008.5.1.4.1.1.481.6', name: 'a radiotherapy treatment record' },
  { prefix: '1.2.840.10008.5.1.4.1.1.481.7', name: 'a radiotherapy treatment record' },
  { prefix: '1.2.840.10008.5.1.4.1.1.481.9', name: 'a radiotherapy treatment record' },
  { prefix: '1.3.12.2.1107.5.9.1', name: 'Siemens private data' },
];

const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';
const directory = '1.2.840.10008.1.3.10';

/** What an object without a picture is, in the words of a sentence; null for images and unknown classes. */
export function nonImageName(sopClassUid: string): string | null {
  const name = nonImages.find(({ prefix }) => sopClassUid.startsWith(prefix))?.name ?? '';
  return name === '' ? null : name;
}

/** False for classes known to hold no picture, and for the directory of a medium. */
export function isImageClass(sopClassUid: string): boolean {
  return nonImageName(sopClassUid) === null && !isDirectoryClass(sopClassUid);
}

/** Media Storage Directory: a DICOMDIR. */
export function isDirectoryClass(sopClassUid: string): boolean {
  return sopClassUid === directory;
}

/** Secondary captures, single or multi-frame. */
export function isSecondaryCapture(sopClassUid: string): boolean {
  return sopClassUid === secondaryCapture || sopClassUid.startsWith(`${secondaryCapture}.`);
}
