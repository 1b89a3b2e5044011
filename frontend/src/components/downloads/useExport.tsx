import { lazy, type ReactNode, Suspense, useState } from 'react';

const ExportDialog = lazy(() => import('./ExportDialog'));

/** Opens the question how a file should look; `dialog` is to be rendered. */
export function useExport({ comesBack = false } = {}): { ask: (address: string) => void; dialog: ReactNode } {
  const [address, setAddress] = useState<string | null>(null);
  const dialog = address !== null && (
    <Suspense fallback={null}>
      <ExportDialog address={address} comesBack={comesBack} onClose={() => setAddress(null)} />
    </Suspense>
  );
  return { ask: setAddress, dialog };
}
