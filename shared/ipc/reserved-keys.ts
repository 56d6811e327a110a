/**
 * Keys no command may take, as the interface names keys, and what they do: those of the menu's system roles and of text
 * fields, and Tab, with which the focus moves.
 */
export const reservedKeys: Readonly<Record<string, string>> = {
  Tab: 'moves the focus',
  'Shift+Tab': 'moves the focus back',
  'Ctrl+X': 'cuts text',
  'Ctrl+C': 'copies text',
  'Ctrl+V': 'pastes text',
  'Ctrl+A': 'selects all text',
  'Ctrl+Q': 'quits',
  'Ctrl+W': 'closes the window',
  'Ctrl+M': 'minimises the window',
  'Ctrl+Shift+I': 'developer tools',
};
