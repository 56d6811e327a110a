const storage = '1.2.840.10008.5.1.4.1.1';

/**
 * Objects that are not pictures of the patient, by SOP Class UID (PS3.4 B.5, PS3.6 A) in the words of a sentence. A
 * class stands for itself and for all below it; of several the longest counts, null means pictures.
 */
const nonImages: ReadonlyMap<string, string | null> = new Map([
  [`${storage}.4.2`, 'MR spectroscopy'],
  [`${storage}.8`, 'an overlay'],
  [`${storage}.9`, 'a waveform or curve'],
  [`${storage}.10`, 'a lookup table'],
  [`${storage}.11`, 'a presentation state or lookup table'],
  [`${storage}.30`, 'a parametric map, computed from other images'],
  [`${storage}.66`, 'raw data'],
  [`${storage}.66.1`, 'a spatial registration'],
  [`${storage}.66.2`, 'a set of spatial fiducials'],
  [`${storage}.66.3`, 'a deformable spatial registration'],
  [`${storage}.66.4`, 'a segmentation'],
  [`${storage}.66.5`, 'a surface segmentation'],
  [`${storage}.66.6`, 'a tractography result'],
  [`${storage}.66.7`, 'a segmentation'],
  [`${storage}.66.8`, 'a height map segmentation'],
  [`${storage}.67`, 'a mapping of pixel values'],
  [`${storage}.68`, 'a surface scan'],
  [`${storage}.77.1.5.3`, 'a stereometric relationship'],
  [`${storage}.78`, 'an eye measurement'],
  [`${storage}.79`, 'an eye measurement report'],
  [`${storage}.80`, 'a visual field measurement'],
  [`${storage}.88`, 'a structured report'],
  [`${storage}.88.59`, 'a key object selection'],
  [`${storage}.90`, 'a content assessment'],
  [`${storage}.91`, 'a set of microscopy annotations'],
  [`${storage}.104`, 'an encapsulated document'],
  [`${storage}.104.1`, 'an encapsulated PDF document'],
  [`${storage}.129`, 'a curve'],
  [`${storage}.131`, 'a display layout'],
  [`${storage}.200`, 'a scan or reconstruction protocol'],
  [`${storage}.201`, 'a storage inventory'],
  [`${storage}.481`, 'a radiotherapy object'],
  [`${storage}.481.1`, null],
  [`${storage}.481.2`, 'a radiotherapy dose distribution'],
  [`${storage}.481.3`, 'a radiotherapy structure set'],
  [`${storage}.481.4`, 'a radiotherapy treatment record'],
  [`${storage}.481.5`, 'a radiotherapy plan'],
  [`${storage}.481.6`, 'a radiotherapy treatment record'],
  [`${storage}.481.7`, 'a radiotherapy treatment record'],
  [`${storage}.481.8`, 'a radiotherapy ion plan'],
  [`${storage}.481.9`, 'a radiotherapy treatment record'],
  [`${storage}.481.23`, null],
  [`${storage}.481.24`, null],
  ['1.2.840.10008.5.1.4.34', 'a radiotherapy instruction or record'],
  ['1.2.840.10008.5.1.4.38', 'a hanging protocol'],
  ['1.2.840.10008.5.1.4.39', 'a colour palette'],
  ['1.2.840.10008.5.1.4.43', 'an implant template'],
  ['1.2.840.10008.5.1.4.44', 'an implant assembly template'],
  ['1.2.840.10008.5.1.4.45', 'an implant template group'],
  ['1.3.12.2.1107.5.9.1', 'Siemens private data'],
  ['1.3.46.670589.11.0.0.12', 'Philips private data'],
]);

const secondaryCapture = `${storage}.7`;
const directory = '1.2.840.10008.1.3.10';

/** What an object is that is no picture of the patient, in the words of a sentence; null for images and unknown classes. */
export function nonImageName(sopClassUid: string): string | null {
  for (let uid = sopClassUid; uid !== ''; uid = uid.slice(0, Math.max(0, uid.lastIndexOf('.')))) {
    const name = nonImages.get(uid);
    if (name !== undefined) return name;
  }
  return null;
}

/** False for classes known to hold no picture of the patient, and for the directory of a medium. */
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
