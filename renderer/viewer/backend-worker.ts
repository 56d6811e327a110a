import { measureBackends } from './backend-measurement';

postMessage(measureBackends());
