import '@mantine/core/styles.css';
import './global.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { prepareRendering } from '../viewer/rendering';
import { App } from './App';
import { cssVariables, theme } from './theme';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element for the interface.');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme="dark">
      <App />
    </MantineProvider>
  </StrictMode>,
);
requestIdleCallback(() => void prepareRendering());
