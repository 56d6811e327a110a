import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useTitle } from '../app/key-hint';
import { text } from '../ui/text';
import { importFindings } from './import-store';

/** Imports findings files the reader chooses. */
export function ImportButton() {
  const title = useTitle(text.import.command, 'library.import');
  return (
    <Button
      size="xs"
      variant="default"
      title={title}
      leftSection={<IconFileImport size={15} aria-hidden="true" />}
      onClick={() => void importFindings()}
    >
      {text.import.button}
    </Button>
  );
}
