import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { setReader } from '../app/preferences';
import { usePreferencesStore } from '../app/preferences-store';
import { text } from '../ui/text';

/** Who reads: stored with every reading. Kept when the field is left or Enter is pressed. */
export function ReaderField() {
  const saved = usePreferencesStore((state) => state.readerId);
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function save(): Promise<void> {
    const wanted = (draft ?? '').trim();
    if (wanted !== '' && wanted !== saved) {
      const failure = await setReader(wanted);
      setProblem(failure);
      if (failure !== null) return;
    }
    setDraft(null);
  }

  return (
    <TextInput
      size="xs"
      aria-label={text.settings.reader}
      leftSection={text.settings.reader}
      leftSectionWidth={58}
      leftSectionPointerEvents="none"
      w="min(190px, 15vw)"
      maxLength={64}
      value={draft ?? saved}
      error={problem}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}
