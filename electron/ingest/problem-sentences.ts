/** Beginnings of files that are often met beside DICOM, with what to do about them. */
const signatures: readonly { bytes: readonly number[]; sentence: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], sentence: 'Not DICOM but a PDF document.' },
  { bytes: [0xff, 0xd8, 0xff], sentence: 'Not DICOM but a JPEG picture, without geometry.' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], sentence: 'Not DICOM but a PNG picture, without geometry.' },
];

/** Says that a file is not DICOM and, where its first bytes tell, what it is. */
export function notDicom(bytes: Uint8Array): string {
  const found = signatures.find((signature) => signature.bytes.every((byte, index) => bytes[index] === byte));
  return found?.sentence ?? 'Not a DICOM file.';
}

/** Says why a file or folder could not be read, from the error of the file system. */
export function readFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'There is nothing at this path any more. Check that the folder is still there.';
    case 'EACCES':
    case 'EPERM':
      return 'No permission to read this. Change its permissions or copy it to a folder of your own.';
    case 'ELOOP':
      return 'A link that leads back to itself.';
    case 'EIO':
      return 'The disk could not read this. Clean the disc or copy it from its source again.';
    case '':
      return `This could not be understood: an error of the program (${error instanceof Error ? error.message : 'unknown'}). Please report it.`;
    default:
      return `This could not be read (${code}). Try again, or copy it to another folder.`;
  }
}
