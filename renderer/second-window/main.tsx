import '@mantine/core/styles.css';
import '../ui/colours.css';
import '../app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { loadPreferences } from '../app/preferences';
import { ThemedInterface } from '../app/themed-interface';
import { limitCache } from '../viewer/rendering';
import { SecondWindow } from './second-window';

/** Less than the reading window has: what is shown here is mostly a stack or two. */
const cacheBytes = 192 * 1024 * 1024;

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element for the interface.');
limitCache(cacheBytes);
await loadPreferences();
createRoot(root).render(
  <StrictMode>
    <ThemedInterface>
      <SecondWindow />
    </ThemedInterface>
  </StrictMode>,
);
