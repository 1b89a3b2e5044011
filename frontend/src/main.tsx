import '@mantine/core/styles.css';
import '@/app/app.css';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { readNonce } from '@/app/nonce';
import { startI18n } from '@/i18n';
import { App } from './App';

// react-remove-scroll (behind Mantine's overlays) writes a style element of its own.
setNonce(readNonce());

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
await startI18n();
createRoot(root).render(<App />);
