/** Commands of the viewer. */
export const viewerCommandTexts = {
  previousSlice: 'Previous slice',
  nextSlice: 'Next slice',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit the image',
  reset: 'Reset the viewport',
  invert: 'Invert the greys',
  maximise: 'One viewport / all',
  overlays: 'Texts and lines on / off',
} as const;

/** Commands of the reading. */
export const readingCommandTexts = {
  next: 'Next missing item',
  endLine: 'End the line',
  undo: 'Undo',
  redo: 'Redo',
  remove: 'Remove the selected point or line',
  shorten: 'Take back the last point of the line',
  cancel: 'Discard the line, deselect, or remove the cross-hair',
} as const;

/** What a tool says beside the pointer, and why it refuses. */
export const promptTexts = {
  submitted: 'This reading is submitted. Re-open it to change it.',
  levelsFirst: 'Mark the levels first: L.',
  fractureFirst: 'Mark the fractured level first: F.',
  clickFracture: 'Click the fractured level',
  lineElsewhere: 'A line is begun on another slice: Enter ends it there, Esc discards it.',
  disruptedFrom: 'Disrupted from here',
  disruptedTo: 'to here',
  allMeasured: 'All sizes of this plane are measured',
  noTrace: 'Click on the trace of the posterior wall (W draws one).',
  stretchMoved: 'A disrupted stretch is removed and marked again, not moved.',
  lineMoved: 'A line is moved by its points.',
} as const;

/** Why something could not be done. */
export const problemTexts = {
  studyGone: 'The study is no longer in the library. Open its folder again.',
  unreachable: 'The image could not be read: its file is not reachable. Check the drive or folder it is on.',
  unreadable: 'The image could not be read from its file.',
  closed: 'The study of this image is no longer open.',
  notValues: 'The decoder gave a picture where values were asked for.',
  notPicture: 'The decoder gave values where a picture was asked for.',
} as const;
