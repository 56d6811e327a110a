import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { bridge } from '../app/bridge';

/** Who reads: stored with every reading. Kept when the field is left or Enter is pressed. */
export function ReaderField() {
  const [readerId, setReaderId] = useState('');
  const [saved, setSaved] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    void bridge.invoke('settings:get').then((settings) => {
      setReaderId(settings.readerId);
      setSaved(settings.readerId);
    });
  }, []);

  async function save(): Promise<void> {
    const wanted = readerId.trim();
    if (wanted === saved) return;
    if (wanted === '') {
      setReaderId(saved);
      return;
    }
    const outcome = await bridge.invoke('settings:set', { readerId: wanted });
    if (outcome.ok) {
      setSaved(outcome.value.readerId);
      setReaderId(outcome.value.readerId);
      setProblem(null);
    } else setProblem(outcome.problem);
  }

  return (
    <TextInput
      size="xs"
      aria-label="Reader"
      leftSection="Reader"
      leftSectionWidth={58}
      leftSectionPointerEvents="none"
      w={190}
      maxLength={64}
      value={readerId}
      error={problem}
      onChange={(event) => setReaderId(event.currentTarget.value)}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}
