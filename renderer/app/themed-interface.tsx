import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { useInterfaceScale } from './interface-scale';
import { usePreferencesStore } from './preferences-store';
import { cssVariables, theme } from './theme';

/** Gives what is in it the reader's theme and size. */
export function ThemedInterface({ children }: { children: ReactNode }) {
  const colorScheme = usePreferencesStore((state) => state.preferences.theme);
  useInterfaceScale();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={colorScheme}>
      {children}
    </MantineProvider>
  );
}
