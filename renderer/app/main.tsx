import '@mantine/core/styles.css';
import '../ui/colours.css';
import './global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { prepareRendering } from '../viewer/rendering';
import { App } from './App';
import { loadPreferences } from './preferences';
import { ThemedInterface } from './themed-interface';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element for the interface.');
// Before the first paint, so that nothing changes colour or size after it.
await loadPreferences();
createRoot(root).render(
  <StrictMode>
    <ThemedInterface>
      <App />
    </ThemedInterface>
  </StrictMode>,
);
requestIdleCallback(() => void prepareRendering());
