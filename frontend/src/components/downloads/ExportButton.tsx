import { Button, type ButtonProps } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useExport } from './useExport';

/** A button that asks how the file at `address` should look. */
export function ExportButton({ address, label, ...rest }: { address: string; label: string } & ButtonProps) {
  const { ask, dialog } = useExport();
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        {...rest}
        onClick={() => ask(address)}
      >
        {label}
      </Button>
      {dialog}
    </>
  );
}
