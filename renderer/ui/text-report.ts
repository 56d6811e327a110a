/** Words of the dialog that makes reports. What stands on the report itself comes from shared/export and stays English. */
export const reportTexts = {
  title: 'Report of this reading',
  command: 'Report of this reading…',
  button: 'Report',
  format: 'Format',
  formats: { pdf: 'PDF', html: 'HTML' },
  paper: 'Paper',
  papers: { A4: 'A4', Letter: 'Letter' },
  identifiers: 'Add the patient’s name, ID, birth date and study date',
  identifiersWarning:
    'The file will name the patient. Keep it where patient records are kept and give it to nobody who may not see them. The names are read from the image file when you save and are not kept; this choice is off again next time.',
  identifiersInStudy: 'A reading of a reader study stays without identifiers.',
  deidentified: 'De-identified: the report holds the pseudonym only.',
  addedWhenSaved: 'added when saved',
  save: (format: string) => `Save as ${format}…`,
  saving: 'Saving…',
  saved: (name: string) => `Saved as ${name}`,
  preview: 'Preview of the report',
  preparing: 'The pictures are being drawn…',
  noPictures:
    'The images of this reading are not in the open study; the report shows the points without them.',
  picturesMissing: (count: number) =>
    count === 1
      ? 'One image could not be read and is left out.'
      : `${count} images could not be read and are left out.`,
  notStored: 'Nothing is entered yet; enter a finding first.',
  image: (stack: string, slice: number, count: number) => `${stack}, image ${slice} of ${count}`,
} as const;
