import { NativeSelect } from '@mantine/core';
import { type ExportFormat, exportFormats } from '../../shared/ipc/export-format';
import { text } from './text';

function isFormat(value: string): value is ExportFormat {
  return exportFormats.some((format) => format === value);
}

/** The form of what is exported. */
export function FormatChoice({
  format,
  onChange,
}: {
  format: ExportFormat;
  onChange: (format: ExportFormat) => void;
}) {
  return (
    <NativeSelect
      size="xs"
      aria-label={text.library.exportFormat}
      title={text.library.exportFormatHints[format]}
      data={exportFormats.map((value) => ({ value, label: text.library.exportFormats[value] }))}
      value={format}
      onChange={({ currentTarget: { value } }) => {
        if (isFormat(value)) onChange(value);
      }}
    />
  );
}
