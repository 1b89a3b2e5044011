import { type ReactNode, useState } from 'react';
import type { Contact } from '@/hooks/useContacts';
import { DeleteDialog } from './DeleteDialog';
import { OptDialog } from './OptDialog';
import { useContactEditor } from './useContactEditor';

export type ContactAction = 'edit' | 'opt_out' | 'opt_in' | 'delete';

interface Asked {
  action: Exclude<ContactAction, 'edit'>;
  contact: Contact;
}

/**
 * Does what a menu or a button of a contact says; what cannot be taken back is asked first. The caller shows
 * `dialogs` once. `onDeleted` is called as soon as a deletion is on screen.
 */
export function useContactActions(options: { onDeleted?: (contact: Contact) => void } = {}): {
  act: (action: ContactAction, contact: Contact) => void;
  create: (categoryIds?: number[]) => void;
  dialogs: ReactNode;
} {
  const editor = useContactEditor();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return {
    act: (action, contact) => {
      if (action === 'edit') return editor.edit(contact);
      setAsked({ action, contact });
      setOpen(true);
    },
    create: editor.create,
    dialogs: (
      <>
        {editor.form}
        {asked && (
          <>
            <DeleteDialog
              contact={asked.contact}
              opened={isOpen && asked.action === 'delete'}
              onClose={close}
              onDeleted={options.onDeleted}
            />
            <OptDialog
              key={`${asked.contact.id} ${asked.action}`}
              contact={asked.contact}
              direction={asked.action === 'opt_in' ? 'opt_in' : 'opt_out'}
              opened={isOpen && asked.action !== 'delete'}
              onClose={close}
            />
          </>
        )}
      </>
    ),
  };
}
